import type { ServerResponse } from 'node:http';

/** The request headers that Neon allows. `Neon-Batch-Deferrable` isn't one of them. */
const ALLOWED_HEADERS = [
  ...['Authorization', 'Neon-Connection-String', 'Neon-Raw-Text-Output', 'Neon-Array-Mode'],
  ...['Neon-Pool-Opt-In', 'Neon-Batch-Read-Only', 'Neon-Batch-Isolation-Level'],
];

/** Lets a page of any origin read the response, as on Neon. The connection string is what protects the database. */
export function allowAnyOrigin(response: ServerResponse): void {
  response.setHeader('Access-Control-Allow-Origin', '*');
}

/** Responds to `OPTIONS /sql`. */
export function sendPreflight(response: ServerResponse): void {
  allowAnyOrigin(response);
  response.writeHead(200, {
    Allow: 'OPTIONS, POST',
    'Access-Control-Allow-Headers': ALLOWED_HEADERS.join(', '),
    'Access-Control-Max-Age': '86400',
  });
  response.end();
}
