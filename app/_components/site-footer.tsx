'use client';

import { SOURCE_URL } from '@/lib/site';
import type { Theme } from '../theme/themes';
import { ThemeSwitch } from './theme-switch';

export function SiteFooter({ theme }: { theme: Theme }) {
  return (
    <footer className="site-footer">
      <div className="frame">
        <a href={SOURCE_URL}>Source</a>
        <a href={`${SOURCE_URL}#readme`}>Docs</a>
        <ThemeSwitch label="Theme of this site" current={theme} />
      </div>
    </footer>
  );
}
