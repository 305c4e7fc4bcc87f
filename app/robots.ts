import type { MetadataRoute } from 'next';
import { appUrl } from '@/lib/http/origin';

/** Keeps crawlers away from the API, and from the sign-in page of each page that needs a session. */
export default async function robots(): Promise<MetadataRoute.Robots> {
  return { rules: { userAgent: '*', disallow: ['/api/', '/*?next='] }, sitemap: await appUrl('/sitemap.xml') };
}
