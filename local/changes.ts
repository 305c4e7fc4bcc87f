import type { ServerResponse } from 'node:http';

/** What has changed: emails, users and sessions, or fault settings. */
export type Change = 'mail' | 'users' | 'faults';

/** Tells open pages that something has changed, as server-sent events. */
export class Changes {
  #streams = new Set<ServerResponse>();

  /** Sends an event to every open page. */
  publish(change: Change): void {
    for (const stream of this.#streams) stream.write(`data: ${change}\n\n`);
  }

  /** Handles `GET /events`: keeps the response open until the page closes it. */
  subscribe(response: ServerResponse): void {
    response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' });
    response.write('retry: 2000\n\n');
    this.#streams.add(response);
    response.once('close', () => this.#streams.delete(response));
  }

  /** Ends all streams, which would keep the server from stopping. */
  close(): void {
    for (const stream of this.#streams) stream.end();
  }
}
