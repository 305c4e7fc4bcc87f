import { request } from 'node:http';

export interface RawResponse {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  text: string;
}

/** Sends a request with any headers, including `Host`, which `fetch` would replace. Does not follow redirects. */
export async function rawRequest(
  url: string,
  {
    method = 'GET',
    headers = {},
    form,
  }: { method?: string; headers?: Record<string, string>; form?: FormData | URLSearchParams } = {},
): Promise<RawResponse> {
  const encoded = form && new Response(form);
  const body = encoded && Buffer.from(await encoded.arrayBuffer());
  const type = encoded?.headers.get('content-type');
  return new Promise((resolve, reject) => {
    const sent = request(
      url,
      { method, headers: { ...(type && { 'content-type': type }), ...headers } },
      (response) => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (chunk: string) => {
          text += chunk;
        });
        response.on('error', reject);
        response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, text }));
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });
}
