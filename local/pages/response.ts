import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import type { Html } from './html';

const read = (file: string) => readFileSync(new URL(file, import.meta.url), 'utf8');

/** The stylesheet of every page, served at `/styles.css`. */
export const STYLES = read('./styles.css');

/** The script of every page, inline. Its hash is the only script that the policy allows. */
export const LIVE_SCRIPT = read('./live.mjs');

const SCRIPT_HASH = createHash('sha256').update(LIVE_SCRIPT).digest('base64');

const POLICY = [
  ...["default-src 'none'", "style-src 'self'", `script-src 'sha256-${SCRIPT_HASH}'`, "connect-src 'self'"],
  ...["frame-src 'self'", 'img-src data:', "form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'"],
].join('; ');

/** After the OAuth provider's form, the browser follows redirects to the app, which `form-action` must allow. */
export const PROVIDER_POLICY = POLICY.replace(
  "form-action 'self'",
  "form-action 'self' http://localhost:* https://localhost:* http://*.localhost:* https://*.localhost:* http://127.0.0.1:* https://127.0.0.1:*",
);

/** For an email's HTML: no scripts, no requests, only its own styles, and only in a frame of local Neon. */
export const EMAIL_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'; sandbox allow-popups allow-popups-to-escape-sandbox";

/** Sends a page under a strict Content-Security-Policy. */
export function sendPage(response: ServerResponse, status: number, page: Html, policy = POLICY): void {
  send(response, status, 'text/html', page.source, { 'Content-Security-Policy': policy });
}

/** Sends text that browsers must not interpret as HTML. */
export function sendText(response: ServerResponse, text: string): void {
  send(response, 200, 'text/plain', text);
}

/** Sends the stylesheet. */
export function sendStyles(response: ServerResponse): void {
  send(response, 200, 'text/css', STYLES);
}

function send(
  response: ServerResponse,
  status: number,
  type: string,
  body: string,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, {
    'Content-Type': `${type}; charset=utf-8`,
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
    // With `no-referrer`, browsers would send `Origin: null` with a form.
    'Referrer-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    ...headers,
  });
  response.end(body);
}
