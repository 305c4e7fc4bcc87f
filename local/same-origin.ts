import type { IncomingMessage } from 'node:http';

/**
 * Whether a request comes from a page of another origin. A form or script of another site, or of another port of this
 * machine, must not change anything here. Programs such as curl send neither header and are allowed.
 */
export function isFromOtherOrigin(request: IncomingMessage): boolean {
  const { origin, host } = request.headers;
  if (origin !== undefined) return origin !== `http://${host}`;
  const site = request.headers['sec-fetch-site'];
  return site !== undefined && site !== 'same-origin' && site !== 'none';
}

/** Whether a browser states that the request comes from a page of this origin. */
export function isFromOwnPage(request: IncomingMessage): boolean {
  const { origin } = request.headers;
  return !isFromOtherOrigin(request) && (origin !== undefined || request.headers['sec-fetch-site'] === 'same-origin');
}
