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
