import { auth } from '@/lib/auth/server';
import { isSameOrigin } from '@/lib/http/origin';

/** Signs out. A failed sign-out must be visible: someone else may use the device next. */
export async function POST(request: Request): Promise<Response> {
  if (!isSameOrigin(request)) return new Response(null, { status: 403 });
  const { data } = await auth.signOut();
  return new Response(null, { status: 303, headers: { Location: data ? '/' : '/auth/sign-out' } });
}
