import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

/** Adjacent displays differ in one property, so that each costs one layout. */
const DISPLAYS = [
  { colorScheme: 'light', width: 375 },
  { colorScheme: 'light', width: 1280 },
  { colorScheme: 'dark', width: 1280 },
  { colorScheme: 'dark', width: 375 },
] as const;

/**
 * Scans the page as it is now with axe, and for horizontal scrolling, in every display. Dark mode changes only colors, so there
 * it checks only the contrast. A violation does not end the test, so that a test reports the violations of all its pages.
 * @param name of the page or its state
 */
export async function scan(page: Page, name: string): Promise<void> {
  for (const display of DISPLAYS) {
    const { colorScheme, width } = display;
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width, height: 800 });
    const overflows = await page.evaluate(() => {
      // A transition between two colors has no defined contrast.
      for (const animation of document.getAnimations()) animation.finish();
      return document.documentElement.scrollWidth > window.innerWidth;
    });
    // Later displays use the axe that the first one has left in the page. Without frames, axe needs no second page.
    const axe = new AxeBuilder({ page, ...(display !== DISPLAYS[0] && { axeSource: '0' }) }).setLegacyMode();
    axe.options({ resultTypes: ['violations'] });
    if (colorScheme === 'dark') axe.withRules('color-contrast');
    const { violations } = await axe.analyze();
    const view = `${name} in ${colorScheme} mode at ${width} px`;
    const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
    expect.soft(found, `axe violations: ${view}`).toEqual([]);
    expect.soft(overflows, `horizontal scrolling: ${view}`).toBe(false);
  }
}
