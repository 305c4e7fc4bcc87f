import type { MetadataRoute } from 'next';
import { appUrl } from '@/lib/http/origin';

/** The pages that everyone can see. */
export default async function sitemap(): Promise<MetadataRoute.Sitemap> {
  return Promise.all(['/', '/auth/sign-up', '/auth/sign-in'].map(async (path) => ({ url: await appUrl(path) })));
}
