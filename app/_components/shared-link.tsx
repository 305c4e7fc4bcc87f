'use client';

import { SITE_DESCRIPTION, SITE_NAME } from '@/lib/site';

/**
 * What a shared link shows: the same for every page, because posts are only for signed-in users. Next.js's own metadata would
 * repeat each value for every network.
 */
export function SharedLink({ origin }: { origin: string }) {
  return (
    <>
      <meta property="og:title" content={SITE_NAME} />
      <meta property="og:description" content={SITE_DESCRIPTION} />
      <meta property="og:image" content={`${origin}/opengraph-image`} />
      <meta name="twitter:card" content="summary_large_image" />
    </>
  );
}
