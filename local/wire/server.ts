import { randomInt } from 'node:crypto';
import type { Duplex } from 'node:stream';
import type { Services } from '../services';
import { WireConnection, type WireHost } from './connection';
import type { WireSession } from './session';

/** As PostgreSQL's default. */
const MAX_CLIENTS = 100;

/** Serves clients of the Postgres protocol. */
export class WireServer {
  readonly #clients = new Map<WireConnection, Promise<void>>();
  readonly #sessions = new Map<number, { secretKey: number; session: WireSession }>();
  #nextProcessId = 1;
  #isClosing = false;

  constructor(private readonly opened: Promise<Services>) {}

  /** Serves a client until one side ends the connection. It waits until local Neon is ready. */
  async accept(stream: Duplex): Promise<void> {
    stream.on('error', () => {});
    stream.pause();
    const services = await this.opened.catch(() => null);
    // A failed start is reported elsewhere.
    if (!services || this.#isClosing) return void stream.destroy();
    const { engine, login } = services;
    let processId: number | null = null;
    const host: WireHost = {
      login,
      isFull: () => this.#clients.size > MAX_CLIENTS,
      openSession: (settings) => engine.openWireSession(settings),
      register: (session) => {
        processId = this.#nextProcessId;
        this.#nextProcessId += 1;
        const secretKey = randomInt(2 ** 31);
        this.#sessions.set(processId, { secretKey, session });
        return { processId, secretKey };
      },
      cancel: (id, secretKey) => {
        const found = this.#sessions.get(id);
        if (found?.secretKey === secretKey) found.session.cancel();
      },
    };
    const connection = new WireConnection(stream, host);
    const finished = connection.run();
    this.#clients.set(connection, finished);
    try {
      await finished;
    } finally {
      this.#clients.delete(connection);
      if (processId !== null) this.#sessions.delete(processId);
    }
  }

  /** Ends all connections, and the running statements with them. Later connections are closed at once. */
  async close(): Promise<void> {
    this.#isClosing = true;
    for (const connection of this.#clients.keys()) connection.stop();
    await Promise.all(this.#clients.values());
  }
}
