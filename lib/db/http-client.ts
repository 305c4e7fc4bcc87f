import http from 'node:http';
import https from 'node:https';

interface HttpRequest {
  method: string;
  headers: Record<string, string>;
  body: string;
  signal?: AbortSignal | null;
}

/** The part of a `Response` that Neon's driver reads. */
interface HttpResponse {
  ok: boolean;
  status: number;
  text(): Promise<string>;
  json(): Promise<unknown>;
}

/** How long, in milliseconds, an unused connection stays open, as in Node's `fetch`. Shorter than servers keep theirs. */
const IDLE = 4_000;
const OPTIONS = { keepAlive: true, timeout: IDLE };
const CLIENTS = {
  'http:': { request: http.request, agent: new http.Agent(OPTIONS) },
  'https:': { request: https.request, agent: new https.Agent(OPTIONS) },
};

/**
 * Sends a request and reads the whole response: the function that Neon's driver calls in place of `fetch`. Next.js patches
 * `fetch` to cache responses, and its streams cost more than the query.
 * @throws Error if the server is unreachable, the connection breaks or `signal` aborts
 */
export function postQuery(address: string, { method, headers, body, signal }: HttpRequest): Promise<HttpResponse> {
  const url = new URL(address);
  const { request, agent } = CLIENTS[url.protocol === 'http:' ? 'http:' : 'https:'];
  return new Promise((resolve, reject) => {
    // Node.js reports an abort as an error of its own, without the reason.
    const fail = (error: Error) => reject(signal?.aborted ? signal.reason : error);
    const options = { method, headers, agent, ...(signal && { signal }) };
    const sent = request(url, options, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.once('error', fail);
      response.once('end', () => {
        const { statusCode: status = 0 } = response;
        const text = Buffer.concat(chunks).toString();
        resolve({
          ok: status >= 200 && status < 300,
          status,
          text: async () => text,
          json: async () => JSON.parse(text),
        });
      });
    });
    sent.once('error', fail);
    sent.end(body);
  });
}
