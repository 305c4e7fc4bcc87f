/**
 * Normalizes a `Host`, `X-Forwarded-Host` or a URL's host, so that equal hosts compare equal: lower case, without a default
 * port and without the trailing dot. Proxies may append port 80 or 443, whatever the scheme.
 * @returns anything but a host name with an optional port unchanged
 */
export function normalizeHost(host: string): string {
  const url = `http://${host}`;
  if (!/^[^\s/\\?#@]+$/.test(host) || !URL.canParse(url)) return host;
  const { hostname, port } = new URL(url);
  return hostname.replace(/\.$/, '') + (port && port !== '443' ? `:${port}` : '');
}

/** Whether a host name, as in `URL.hostname`, is this machine: `localhost`, `*.localhost`, 127.0.0.0/8 or `[::1]`. */
export function isLoopback(hostname: string): boolean {
  return /^((.+\.)?localhost\.?|127(\.\d{1,3}){3}|\[::1\])$/i.test(hostname);
}

/** Whether a host name can be a site's address: a domain name, not an IP address or a name in a private network. */
export function isPublicName(hostname: string): boolean {
  return /^[a-z\d.-]+\.(?!(?:internal|local|localhost)$)[a-z][a-z\d-]*$/.test(hostname);
}
