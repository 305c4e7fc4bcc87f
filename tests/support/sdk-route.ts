// Copied into a test build as a route: calls an SDK method by name, with the cookies of the request.
import { auth } from '@/lib/auth/server';

export async function POST(request: Request): Promise<Response> {
  const { method, args }: { method: string[]; args: unknown[] } = await request.json();
  let target: unknown = auth;
  for (const name of method)
    target = (typeof target === 'object' || typeof target === 'function') && target && Reflect.get(target, name);
  if (typeof target !== 'function')
    return Response.json({ message: `Unknown method ${method.join('.')}` }, { status: 404 });
  return Response.json(await target(...args));
}
