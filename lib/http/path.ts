/** Whether a path can be decoded. Next.js answers one that cannot with a 500. */
export function isDecodable(pathname: string): boolean {
  try {
    decodeURIComponent(pathname);
    return true;
  } catch {
    return false;
  }
}
