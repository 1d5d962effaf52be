// Colours and shapes: each text stands out from its ground by 4.5 to 1 or more, in light and in dark.
import { createTheme, type CSSVariablesResolver, Card, Button, Badge, Anchor } from '@mantine/core';

export const theme = createTheme({
  primaryColor: 'cyan',
  primaryShade: { light: 9, dark: 8 },
  autoContrast: true,
  luminanceThreshold: 0.3,
  defaultRadius: 'md',
  cursorType: 'pointer',
  focusRing: 'always',
  headings: { fontWeight: '650', sizes: { h1: { fontSize: '1.6rem' }, h2: { fontSize: '1.15rem' }, h3: { fontSize: '1rem' } } },
  components: {
    Card: Card.extend({ defaultProps: { withBorder: true, padding: 'md' } }),
    Button: Button.extend({ defaultProps: { size: 'sm' } }),
    Badge: Badge.extend({ defaultProps: { tt: 'none', fw: 600, radius: 'sm' } }),
    Anchor: Anchor.extend({ defaultProps: { underline: 'always' } }),
  },
});

export const variables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-body': '#f6f8f9',
    '--mantine-color-dimmed': '#4f5b66',
    '--mantine-color-anchor': '#0b6478',
    '--mantine-color-error': '#b3261e',
    '--mantine-color-placeholder': '#5c6873',
    '--rebook-surface': '#ffffff',
  },
  dark: {
    '--mantine-color-body': '#14181c',
    '--mantine-color-dimmed': '#aab4bd',
    '--mantine-color-anchor': '#66d9e8',
    '--mantine-color-error': '#ff8a80',
    '--mantine-color-placeholder': '#98a3ad',
    '--rebook-surface': '#1d2328',
  },
});
