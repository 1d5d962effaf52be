// Links within the console that look like links.
import { Anchor, type AnchorProps } from '@mantine/core';
import { createLink } from '@tanstack/react-router';
import type { Ref } from 'react';

interface PlaceAnchorProps extends AnchorProps {
  ref?: Ref<HTMLAnchorElement>;
}

const PlaceAnchor = (props: PlaceAnchorProps) => <Anchor {...props} />;

export const PlaceLink = createLink(PlaceAnchor);
