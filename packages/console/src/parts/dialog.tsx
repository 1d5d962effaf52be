// A dialog over the place: the focus goes in, stays in, and comes back to where it was.
import { Modal, type ModalProps } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';

type DialogProps = Pick<ModalProps, 'title' | 'size' | 'fullScreen' | 'children'> & { close(): void };

/** Shown for as long as it is there. A click beside it closes nothing: what was typed would be lost. */
export function Dialog({ close, ...props }: DialogProps) {
  const { t } = useTranslation();
  const [before] = useState(() => document.activeElement);
  useEffect(
    () => () => {
      // What opened it may be gone, since what it did is done.
      const place = before instanceof HTMLElement && before.isConnected ? before : document.getElementById('content');
      window.requestAnimationFrame(() => place?.focus({ preventScroll: true }));
    },
    [before],
  );
  return <Modal opened onClose={close} closeOnClickOutside={false} closeButtonProps={{ 'aria-label': t('close') }} {...props} />;
}
