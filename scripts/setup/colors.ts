/** The colors that a product can have: a hue in degrees, as in `oklch()`, and the colors of images, which have no variables. */
export const COLORS = {
  green: { hue: 163, icon: '#0d7a54', card: '#43d69c' },
  blue: { hue: 255, icon: '#1d5fc4', card: '#7db4ff' },
  violet: { hue: 295, icon: '#6d45c9', card: '#b9a0ff' },
  pink: { hue: 350, icon: '#b0307a', card: '#ff8fc6' },
  orange: { hue: 55, icon: '#a84d10', card: '#ffa866' },
} as const;

export type ColorName = keyof typeof COLORS;

/** Returns a stylesheet with another hue. Lightness stays, and with it the contrast. Red, for errors, stays too. */
export function withHue(css: string, hue: number): string {
  return css.replace(/(oklch\([\d.]+ (?!0 )[\d.]+) (?:1[5-6]\d)\)/g, `$1 ${hue})`);
}
