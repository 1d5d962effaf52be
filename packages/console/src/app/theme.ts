// Colours and shapes: each text stands out from its ground by 4.5 to 1 or more, in light and in dark.
import {
  Anchor,
  Badge,
  Button,
  Card,
  type CSSVariablesResolver,
  createTheme,
  defaultVariantColorsResolver,
  Modal,
  parseThemeColor,
  type VariantColorsResolver,
} from '@mantine/core';

/** Words on a tint of their own colour: darker than the library's in light, lighter in dark. */
const variantColorResolver: VariantColorsResolver = input => {
  const resolved = defaultVariantColorsResolver(input);
  // White words stay readable under the pointer.
  if (input.variant === 'filled') return { ...resolved, hover: `color-mix(in srgb, ${resolved.background} 85%, black)` };
  const { isThemeColor, color } = parseThemeColor({ color: input.color ?? input.theme.primaryColor, theme: input.theme });
  if (input.variant !== 'light' || !isThemeColor) return resolved;
  const dark = `color-mix(in srgb, var(--mantine-color-${color}-9) 70%, black)`;
  const text = `light-dark(${dark}, var(--mantine-color-${color}-1))`;
  return {
    ...resolved,
    color: text,
    background: `color-mix(in srgb, var(--mantine-color-${color}-6) 15%, var(--rebook-surface))`,
  };
};

export const theme = createTheme({
  primaryColor: 'cyan',
  primaryShade: 9,
  variantColorResolver,
  defaultRadius: 'md',
  respectReducedMotion: true,
  cursorType: 'pointer',
  focusRing: 'always',
  headings: { fontWeight: '650', sizes: { h1: { fontSize: '1.6rem' }, h2: { fontSize: '1.15rem' }, h3: { fontSize: '1rem' } } },
  components: {
    Card: Card.extend({ defaultProps: { withBorder: true, padding: 'md' } }),
    Button: Button.extend({ defaultProps: { size: 'sm' } }),
    Badge: Badge.extend({ defaultProps: { tt: 'none', fw: 600, radius: 'sm' } }),
    Anchor: Anchor.extend({ defaultProps: { underline: 'hover' } }),
    // A dialog's head is no banner of the page.
    Modal: Modal.extend({ defaultProps: { attributes: { header: { role: 'presentation' } } } }),
  },
});

/** Of buttons that name no colour. */
const hover = { '--mantine-primary-color-filled-hover': 'color-mix(in srgb, var(--mantine-color-cyan-9) 85%, black)' };

export const variables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    ...hover,
    '--mantine-color-body': '#f6f8f9',
    '--mantine-color-dimmed': '#4f5b66',
    '--mantine-color-anchor': '#0b6478',
    '--mantine-color-error': '#b3261e',
    '--mantine-color-placeholder': '#5c6873',
    '--rebook-surface': '#ffffff',
  },
  dark: {
    ...hover,
    '--mantine-color-body': '#14181c',
    '--mantine-color-dimmed': '#aab4bd',
    '--mantine-color-anchor': '#66d9e8',
    '--mantine-color-error': '#ff8a80',
    '--mantine-color-placeholder': '#98a3ad',
    '--rebook-surface': '#1d2328',
  },
});
