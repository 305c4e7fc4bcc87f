import type { MetadataRoute } from 'next';
import { appUrl } from '@/lib/http/origin';
import { ACCOUNT_PAGES } from '@/lib/site';

/** Keeps crawlers away from pages that would only redirect them to sign-in. */
export default async function robots(): Promise<MetadataRoute.Robots> {
  const disallow = ['/api/', '/posts', ...ACCOUNT_PAGES.map(({ path }) => path)];
  return { rules: { userAgent: '*', disallow }, sitemap: await appUrl('/sitemap.xml') };
}
