// Put into a copy of the app as a route: calls the SDK's method that the test names, in Next.js, with the visitor's cookies.
import { auth } from '@/lib/auth/server';

export async function POST(request: Request): Promise<Response> {
  const { method, args }: { method: string[]; args: unknown[] } = await request.json();
  let found: unknown = auth;
  for (const name of method)
    found = (typeof found === 'object' || typeof found === 'function') && found && Reflect.get(found, name);
  if (typeof found !== 'function') return Response.json({ message: `No method ${method.join('.')}` }, { status: 404 });
  return Response.json(await found(...args));
}
