import { startTestApp, type TestApp } from '../support/app';
import { expect, test } from '../support/browser-test';
import { BUILD_TIMEOUT, ensureBuild } from '../support/build';

let app: TestApp;
test.beforeAll(async () => {
  test.setTimeout(BUILD_TIMEOUT);
  app = await startTestApp(await ensureBuild('without-capabilities'));
});
test.afterAll(() => app.stop());

test('components of shadcn/ui and images that fill their box work with the policy of the production build', async ({
  page,
}) => {
  await page.goto(`${app.url}/components`);

  const progress = await page.getByRole('progressbar').boundingBox();
  const indicator = await page.getByTestId('indicator').boundingBox();
  if (!progress || !indicator) throw new Error('The progress bar is not visible');
  const filled = (indicator.x + indicator.width - progress.x) / progress.width;
  expect(filled).toBeCloseTo(0.33, 1);

  const slider = page.getByRole('slider', { name: 'Volume' });
  await expect(slider).toHaveAttribute('aria-valuenow', '25');
  const before = (await slider.boundingBox())?.x ?? 0;
  await slider.press('End');
  await expect.poll(async () => (await slider.boundingBox())?.x).toBeGreaterThan(before + 150);

  await expect(page.getByAltText('Filled')).toHaveCSS('position', 'absolute');

  const body = page.locator('body');
  await expect(body).not.toHaveCSS('overflow', 'hidden');
  await page.getByRole('button', { name: 'Open' }).click();
  await expect(page.getByRole('dialog', { name: 'Settings' })).toBeVisible();
  await expect(body).toHaveCSS('overflow', 'hidden');
  await page.keyboard.press('Escape');
  await expect(body).not.toHaveCSS('overflow', 'hidden');
});
