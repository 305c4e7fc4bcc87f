import github from './icons/github.svg';
import google from './icons/google.svg';
import vercel from './icons/vercel.svg';

const ICONS = new Map([
  ['google', { src: google.src, isBlack: false }],
  ['github', { src: github.src, isBlack: true }],
  ['vercel', { src: vercel.src, isBlack: true }],
]);

/** A provider's mark, beside the text of its button. */
export function ProviderIcon({ id }: { id: string }) {
  const icon = ICONS.get(id);
  if (!icon) return null;
  return (
    <img
      src={icon.src}
      alt=""
      className={`absolute left-4 size-4.5 ${icon.isBlack ? 'dark:[filter:invert(1)]' : ''}`}
    />
  );
}
