'use client';

import { THEMES, type Theme } from '../theme/themes';

const LABELS = { system: 'System', light: 'Light', dark: 'Dark' };

/** Buttons that choose the theme. A plain form: a script could only run after the first paint. */
export function ThemeSwitch({ label, current }: { label: string; current: Theme }) {
  return (
    <form action="/theme" method="post" encType="multipart/form-data">
      <fieldset className="theme-switch" aria-label={label}>
        {THEMES.map((theme) => (
          <button key={theme} type="submit" name="theme" value={theme} aria-pressed={theme === current}>
            {LABELS[theme]}
          </button>
        ))}
      </fieldset>
    </form>
  );
}
