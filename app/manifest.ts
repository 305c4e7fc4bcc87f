import type { MetadataRoute } from 'next';
import { HOME, SITE_DESCRIPTION, SITE_NAME } from '@/lib/site';

/** The web app manifest: how a phone shows the app on its home screen. */
export default function manifest(): MetadataRoute.Manifest {
  return {
    name: SITE_NAME,
    short_name: SITE_NAME,
    description: SITE_DESCRIPTION,
    start_url: HOME,
    display: 'standalone',
    background_color: '#fcfffd',
    theme_color: '#fcfffd',
    icons: [
      { src: '/icon.svg', sizes: 'any', type: 'image/svg+xml' },
      { src: '/apple-icon.png', sizes: '180x180', type: 'image/png' },
    ],
  };
}
