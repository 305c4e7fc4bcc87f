/**
 * A request's body, counted while it is read, since what comes in pieces does not say its length.
 * @returns null when it is larger than `limit` bytes
 */
export async function readBody(request: Request, limit: number): Promise<Uint8Array | null> {
  if (Number(request.headers.get('content-length')) > limit) return null;
  const reader = request.body?.getReader();
  const pieces: Uint8Array[] = [];
  for (let bytes = 0; reader; ) {
    const { done, value } = await reader.read();
    if (done) break;
    bytes += value.byteLength;
    if (bytes > limit) {
      // Not awaited: where the body was cloned, it would wait for the other reader.
      reader.cancel().catch(() => {});
      return null;
    }
    pieces.push(value);
  }
  return Buffer.concat(pieces);
}

/** What a body holds as JSON, or null when that is none. */
export function parseJson(body: Uint8Array): { json: unknown } | null {
  try {
    return { json: JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body)) };
  } catch {
    return null;
  }
}
