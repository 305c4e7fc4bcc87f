import type { Locator } from '@playwright/test';
import { HOME } from '../../lib/site';
import { expect, test } from '../support/browser-test';
import { openAccountMenu } from '../support/header';
import { chooseAction, createPost } from '../support/posts';
import { createUser, signInBrowser } from '../support/users';
import { app } from '../support/worker-app';

test('the account menu opens, follows a link and signs out with the keyboard alone', async ({ page }) => {
  const user = await createUser(app, { name: 'Ada King' });
  await signInBrowser(page.context(), app, user);
  await page.goto('/');
  const menu = page.locator('#account-menu');
  await page.getByRole('button', { name: 'Account menu' }).focus();
  await page.keyboard.press('Enter');
  await expect(menu).toBeVisible();
  await expect(menu).toContainText(user.email);
  await page.keyboard.press('Escape');
  await expect(menu).toBeHidden();

  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  const link = menu.getByRole('link').first();
  await expect(link).toBeFocused();
  const path = (await link.getAttribute('href')) ?? '';
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(path);
  await expect(menu).toBeHidden();
  await openAccountMenu(page);
  await expect(link).toHaveAttribute('aria-current', 'page');
  // The page is already shown.
  await link.press('Enter');
  await expect(menu).toBeHidden();
  await openAccountMenu(page);
  await menu.getByRole('button', { name: 'Sign out' }).press('Enter');
  await expect(page).toHaveURL('/');
  await expect(page.getByRole('banner').getByRole('link', { name: 'Sign in' })).toBeVisible();
});

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with JavaScript' : 'without JavaScript', () => {
    test.use({ javaScriptEnabled });

    test('a chosen theme changes the page at once, stays, and can be given back to the system', async ({ page }) => {
      const background = () => page.locator('body').evaluate((body) => getComputedStyle(body).backgroundColor);
      await page.emulateMedia({ colorScheme: 'light' });
      await page.goto('/auth/sign-in');
      const light = await background();
      const footer = page.getByRole('contentinfo');
      await footer.getByRole('button', { name: 'Dark' }).click();
      await expect(page).toHaveURL('/auth/sign-in');
      await expect(footer.getByRole('button', { name: 'Dark' })).toHaveAttribute('aria-pressed', 'true');
      const dark = await background();
      expect(dark).not.toBe(light);
      await page.goto('/');
      expect(await background()).toBe(dark);
      await footer.getByRole('button', { name: 'System' }).click();
      await expect(footer.getByRole('button', { name: 'System' })).toHaveAttribute('aria-pressed', 'true');
      expect(await background()).toBe(light);
    });
  });
}

test('the landing page shows the sample posts in both themes, whichever is chosen', async ({ page }) => {
  await page.goto('/');
  const backgroundOf = (name: string) =>
    page
      .getByRole('list', { name })
      .locator('..')
      .evaluate((part) => getComputedStyle(part).backgroundColor);
  const themes = ['Sample posts in the light theme', 'Sample posts in the dark theme'] as const;
  const [light, dark] = [await backgroundOf(themes[0]), await backgroundOf(themes[1])];
  expect(light).not.toBe(dark);
  await page.emulateMedia({ colorScheme: 'dark' });
  expect([await backgroundOf(themes[0]), await backgroundOf(themes[1])]).toEqual([light, dark]);
});

test('a password can be shown and hidden, and Caps Lock is pointed out', async ({ page }) => {
  await page.goto('/auth/sign-in');
  const password = page.getByLabel('Password');
  await password.fill('correct horse battery');
  await expect(password).toHaveAttribute('type', 'password');
  await page.getByRole('button', { name: 'Show password' }).click();
  await expect(password).toHaveAttribute('type', 'text');
  await expect(password).toHaveValue('correct horse battery');
  await page.getByRole('button', { name: 'Hide password' }).click();
  await expect(password).toHaveAttribute('type', 'password');
  await password.dispatchEvent('keydown', { key: 'A', modifierCapsLock: true });
  await expect(page.getByText('Caps Lock is on.')).toBeVisible();
});

test('the sign-in page marks the method that this browser used last', async ({ page }) => {
  const user = await createUser(app);
  await page.goto('/auth/sign-in');
  await expect(page.getByText('Last used')).toHaveCount(0);
  await page.getByLabel('Email').fill(user.email);
  await page.getByLabel('Password').fill(user.password);
  await page.getByRole('main').getByRole('button', { name: 'Sign in' }).click();
  await expect(page).toHaveURL(HOME);
  await page.context().clearCookies({ name: /session/ });
  await page.goto('/auth/sign-in');
  await expect(page.getByRole('main').getByRole('button', { name: 'Sign in Last used' })).toBeVisible();
});

test('a click anywhere in a row of the list opens its post', async ({ page }) => {
  await signInBrowser(page.context(), app, await createUser(app));
  await page.goto('/posts');
  const row = page.getByRole('main').getByRole('listitem').first();
  await expect(row.getByRole('link')).toHaveCount(1);
  const box = await row.boundingBox();
  await page.mouse.click((box?.x ?? 0) + (box?.width ?? 0) - 5, (box?.y ?? 0) + (box?.height ?? 0) - 5);
  await expect(page).toHaveURL(/\/posts\/\d+$/);
  await expect(page.getByRole('link', { name: '← All posts' })).toBeVisible();
});

test('the actions of a post are in a menu, which opens and closes with the keyboard and fits on a phone', async ({
  page,
}) => {
  const user = await createUser(app);
  await createPost(app, user, 'Short and sweet');
  await signInBrowser(page.context(), app, user);
  await page.setViewportSize({ width: 375, height: 700 });
  await page.goto('/posts/mine');
  const row = page.getByRole('main').getByRole('listitem');
  await expect(row.getByRole('link')).toHaveCount(1);
  const button = row.getByRole('button', { name: 'Actions for Short and sweet' });
  await button.press('Enter');
  const actions = row.getByRole('group', { name: 'Short and sweet' });
  await expect(actions).toBeInViewport({ ratio: 1 });
  // Below its button, and not in the middle of the window.
  const [above, below] = [await button.boundingBox(), await actions.boundingBox()];
  expect(Math.abs((below?.y ?? 0) - (above?.y ?? 0) - (above?.height ?? 0))).toBeLessThan(10);
  await page.keyboard.press('Tab');
  await expect(actions.getByRole('button', { name: 'Unpublish' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(actions).toBeHidden();
  await expect(button).toBeFocused();
});

test('a confirmation keeps the focus until it is closed, then returns it to its button', async ({ page }) => {
  const user = await createUser(app);
  await createPost(app, user, 'Not yet');
  await signInBrowser(page.context(), app, user);
  await page.goto('/posts/mine');
  const row = page.getByRole('main').getByRole('listitem');
  await chooseAction(row, 'Delete');
  const dialog = page.getByRole('dialog', { name: 'Delete this post?' });
  await expect(dialog.getByRole('button', { name: 'Cancel' })).toBeFocused();
  for (let presses = 0; presses < 5; presses += 1) {
    await page.keyboard.press('Tab');
    // Nothing is focused while the browser's own controls are.
    const isOutside = (elements: Element[]) => elements.some((element) => !element.closest('dialog'));
    expect(await page.locator(':focus').evaluateAll(isOutside)).toBe(false);
  }
  await dialog.getByRole('button', { name: 'Cancel' }).press('Enter');
  await expect(dialog).toBeHidden();
  await expect(row.getByRole('button', { name: 'Delete', exact: true })).toBeFocused();
});

test("a provider's button shows its icon", async ({ page }) => {
  await page.goto('/auth/sign-in');
  const icon = page.getByRole('button', { name: 'Continue with Google' }).locator('img');
  await expect
    .poll(() => icon.evaluate((image) => image instanceof HTMLImageElement && image.naturalWidth))
    .not.toBe(0);
  await expect(icon).toBeVisible();
});

test.describe('in forced colors', () => {
  test.use({ forcedColors: 'active' });

  test('buttons have a border, and the current page and theme are marked', async ({ page }) => {
    await signInBrowser(page.context(), app, await createUser(app));
    await page.goto('/account');
    const styleOf = (locator: Locator, property: string) =>
      locator.evaluate((element, name) => getComputedStyle(element).getPropertyValue(name), property);
    for (const button of [
      page.getByRole('link', { name: 'Verify email' }),
      page.getByRole('button', { name: 'Save profile' }),
      page.getByRole('contentinfo').getByRole('button', { name: 'Dark' }),
    ]) {
      expect(await styleOf(button, 'border-top-width')).toBe('1px');
      expect(await styleOf(button, 'border-top-style')).toBe('solid');
      expect(await styleOf(button, 'border-top-color')).not.toBe(
        await styleOf(page.locator('body'), 'background-color'),
      );
    }
    const tab = page.getByRole('navigation', { name: 'Account' }).getByRole('link', { name: 'Account' });
    expect(await styleOf(tab, 'text-decoration-line')).toBe('underline');
    const theme = (name: string) => page.getByRole('contentinfo').getByRole('button', { name });
    expect(await styleOf(theme('System'), 'outline-style')).toBe('solid');
    expect(await styleOf(theme('Dark'), 'outline-style')).toBe('none');
  });
});

test('with reduced motion, nothing is animated', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await signInBrowser(page.context(), app, await createUser(app));
  await page.goto('/account');
  const moving = await page.evaluate(
    () =>
      [...document.querySelectorAll('*')].filter((element) =>
        [null, '::before', '::after'].some((pseudo) => {
          const { transitionDuration, animationDuration } = getComputedStyle(element, pseudo);
          return `${transitionDuration} ${animationDuration}`.replace(/\b0s\b|auto|[ ,]/g, '') !== '';
        }),
      ).length,
  );
  expect(moving).toBe(0);
});
