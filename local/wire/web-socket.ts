import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { createWebSocketStream, WebSocketServer } from 'ws';
import type { WireServer } from './server';

/** In bytes. The driver sends several messages of the Postgres protocol in one of WebSocket, so this exceeds their limit. */
const MAX_PAYLOAD = 128 * 1024 * 1024;

const server = new WebSocketServer({ noServer: true, maxPayload: MAX_PAYLOAD });

/** Serves the Postgres protocol over WebSocket. */
export function acceptWebSocket(request: IncomingMessage, socket: Duplex, head: Buffer, wire: WireServer): void {
  server.handleUpgrade(request, socket, head, (webSocket) => {
    wire.accept(createWebSocketStream(webSocket));
  });
}
