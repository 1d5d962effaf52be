// The session has ended while somebody worked: they sign in again over what they were doing, and nothing they typed is lost.
import { Modal, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { SignInForm } from './sign-in.tsx';

export function SignedOut({ opened, keyName }: { opened: boolean; keyName: string }) {
  const { t } = useTranslation();
  return (
    <Modal opened={opened} onClose={() => undefined} withCloseButton={false} title={t('signIn.ended')} zIndex={400}>
      <Text mb="md">{t('signIn.endedLead', { name: keyName })}</Text>
      <SignInForm />
    </Modal>
  );
}
