import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chromium, type LaunchOptions } from '@playwright/test';

/** Default install paths. The headless shell is Chromium without a user interface, and needs a third of its CPU time. */
const KNOWN_PATHS = [
  '/usr/bin/chromium-headless-shell',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/google-chrome',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
];

/** Returns the path of Playwright's Chromium or of the system's, or null. */
export function findBrowser(): string | null {
  return [chromium.executablePath(), ...KNOWN_PATHS].find((file) => existsSync(file)) ?? null;
}

/** Returns how to launch the browser. Without a path, Playwright runs its own headless shell. */
export function launchOptions(): LaunchOptions {
  const executablePath = findBrowser();
  return {
    ...(executablePath && executablePath !== chromium.executablePath() && { executablePath }),
    // Without a GPU, its software emulation would draw each page.
    args: ['--disable-quic', '--disable-background-networking', '--disable-gpu'],
  };
}

/**
 * Returns the path of a Chromium. Installs one if none is found.
 * @throws Error when the installation fails
 */
export function ensureBrowser(): string {
  const found = findBrowser();
  if (found) return found;
  for (const { name, commands } of installers()) {
    console.log(`Chromium not found. Installing it with: ${name}`);
    const succeeded = commands.every(
      ([command = '', ...args]) => spawnSync(command, args, { stdio: 'inherit' }).status === 0,
    );
    const installed = succeeded ? findBrowser() : null;
    if (installed) return installed;
  }
  throw new Error('Could not install Chromium. Install Chrome or Chromium, then run the tests again.');
}

function installers(): { name: string; commands: string[][] }[] {
  const playwright = {
    name: 'npx playwright install chromium',
    commands: [[process.execPath, 'node_modules/@playwright/test/cli.js', 'install', 'chromium']],
  };
  const isRoot = process.getuid?.() === 0;
  if (process.platform !== 'linux' || !existsSync('/usr/bin/apt-get') || !isRoot) return [playwright];
  const debian = {
    name: 'apt-get install chromium-headless-shell',
    commands: [
      ['apt-get', 'update', '-qq'],
      ['apt-get', 'install', '-y', '-qq', '--no-install-recommends', 'chromium-headless-shell'],
    ],
  };
  return [debian, playwright];
}

/** Returns a name like `Chromium 156.0.8078.79`. */
export function browserVersion(executable: string): string {
  if (process.platform === 'win32') return executable;
  const output = execFileSync(executable, ['--version'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  return /\S+ [\d.]+/.exec(output)?.[0] ?? executable;
}
