import type { IncomingMessage, ServerResponse } from 'node:http';
import { isTrustedOrigin } from './trusted-origins';

/**
 * Adds the CORS headers that let a page of a trusted origin call Neon Auth with its cookies, and ends preflight requests.
 * Better Auth adds the headers that expose its tokens. A page of another origin gets no such headers, so its browser rejects the response.
 * @returns whether the request has ended
 */
export function handleCors(request: IncomingMessage, response: ServerResponse): boolean {
  const { origin, 'access-control-request-headers': requestedHeaders } = request.headers;
  response.appendHeader('Vary', 'Origin');
  if (origin !== undefined && isTrustedOrigin(origin)) {
    response.setHeader('Access-Control-Allow-Origin', origin);
    response.setHeader('Access-Control-Allow-Credentials', 'true');
  }
  if (request.method !== 'OPTIONS') return false;
  response.writeHead(204, {
    'Access-Control-Allow-Methods': 'GET, POST, OPTIONS',
    ...(requestedHeaders && { 'Access-Control-Allow-Headers': requestedHeaders }),
    'Access-Control-Max-Age': '600',
  });
  response.end();
  return true;
}
