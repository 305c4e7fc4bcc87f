import { SOURCE_URL } from '@/lib/site';
import { currentTheme } from '../theme/theme';
import { ThemeSwitch } from './theme-switch';

export async function SiteFooter() {
  return (
    <footer className="site-footer">
      <div className="frame">
        <a href={SOURCE_URL}>Source</a>
        <a href={`${SOURCE_URL}#readme`}>Docs</a>
        <ThemeSwitch label="Theme of this site" current={await currentTheme()} />
      </div>
    </footer>
  );
}
