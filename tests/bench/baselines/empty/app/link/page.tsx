import Link from 'next/link';

export const dynamic = 'force-dynamic';

/** The baseline for client JavaScript. */
export default function LinkPage() {
  return <Link href="/">Empty</Link>;
}
