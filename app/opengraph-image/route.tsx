import { ImageResponse } from 'next/og';
import { SITE_DESCRIPTION, SITE_NAME } from '@/lib/site';

export const dynamic = 'force-static';

const SIZE = { width: 1200, height: 630 };

/** The Open Graph image of every page. Posts are only for signed-in users. */
export function GET(): Response {
  return new ImageResponse(
    <div
      style={{
        ...SIZE,
        display: 'flex',
        flexDirection: 'column',
        justifyContent: 'center',
        padding: 96,
        background: '#0f1614',
        color: '#e6efeb',
      }}
    >
      <div style={{ width: 56, height: 56, borderRadius: 28, background: '#43d69c' }} />
      <div style={{ marginTop: 48, fontSize: 88, letterSpacing: -3 }}>{SITE_NAME}</div>
      <div style={{ marginTop: 16, fontSize: 40, color: '#9db0a8' }}>{SITE_DESCRIPTION}</div>
    </div>,
    SIZE,
  );
}
