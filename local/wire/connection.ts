import type { Duplex } from 'node:stream';
import { EngineCrashedError, PostgresError, RequestAbortedError } from '../postgres/errors';
import { type Login, wrongPart } from '../sql-over-http/login';
import { type Message, MessageReader, ProtocolError } from './message-reader';
import {
  authenticationOk,
  backendKeyData,
  type FatalError,
  fatalError,
  negotiateVersion,
  parameterStatus,
  parseStartupPacket,
  passwordRequest,
  readyForQuery,
  type StartupPacket,
  textOf,
} from './messages';
import { ClientGoneError, startupSettings, type WireClient, type WireSession } from './session';

/** As PostgreSQL's MAX_STARTUP_PACKET_LENGTH. */
const MAX_STARTUP_BYTES = 10_000;
const MAX_PASSWORD_BYTES = 10_000;
/** As Neon's limit for a request over HTTP. */
const MAX_MESSAGE_BYTES = 64 * 1024 * 1024;
/** How many bytes of later messages are read while one runs. */
const MAX_PENDING_BYTES = 1024 * 1024;
/** In milliseconds. */
const LOGIN_TIMEOUT = 10_000;
/** How long a client can take to receive the last message, in milliseconds. */
const STOP_TIMEOUT = 1_000;

/** The server that a connection belongs to. */
export interface WireHost {
  login: Login;
  /** Whether a further client has no place. */
  isFull(): boolean;
  openSession(settings: ReadonlyMap<string, string>): Promise<WireSession>;
  /** Registers a session under a key with which another connection can cancel its statement. Returns the key. */
  register(session: WireSession): { processId: number; secretKey: number };
  cancel(processId: number, secretKey: number): void;
}

/** Answers the client instead of a login. */
class FatalResponse extends Error {
  constructor(readonly fields: FatalError) {
    super(fields.message);
  }
}

/** One connection of a client of the Postgres protocol, over TCP or WebSocket. */
export class WireConnection implements WireClient {
  readonly #reader = new MessageReader();
  readonly #gone = new AbortController();
  readonly gone = this.#gone.signal;
  #wake: () => void = () => {};
  #isDetached = false;

  constructor(
    private readonly stream: Duplex,
    private readonly host: WireHost,
  ) {
    stream.on('data', this.#receive);
    for (const event of ['end', 'close']) stream.on(event, this.#disconnect);
  }

  /** Logs the client in and serves it until one side ends the connection. Sends the error that ends it. */
  async run(): Promise<void> {
    try {
      const session = await this.#login();
      if (session) await session.serve(this);
    } catch (error) {
      if (error instanceof ClientGoneError) return;
      this.fail(fatalFields(error));
    } finally {
      this.stream.end(() => this.stream.destroy());
    }
  }

  /** Ends the connection because local Neon stops. */
  stop(): void {
    this.fail({ code: '57P01', message: 'terminating connection due to administrator command' });
    setTimeout(() => this.stream.destroy(), STOP_TIMEOUT);
  }

  async read(): Promise<Message> {
    return this.#read(() => this.#reader.readMessage(MAX_MESSAGE_BYTES));
  }

  write(data: Uint8Array): Promise<void> {
    return new Promise((resolve) => {
      if (this.stream.writable) this.stream.write(data, () => resolve());
      else resolve();
    });
  }

  fail(error: FatalError): void {
    // Behind bytes of the server, the error could be in the middle of a message.
    if (this.stream.writable) this.stream.end(this.#isDetached ? undefined : fatalError(error));
    this.#disconnect();
  }

  detach(): { stream: Duplex; received: Buffer } {
    this.stream.off('data', this.#receive);
    this.#isDetached = true;
    return { stream: this.stream, received: this.#reader.readRest() };
  }

  /** Returns null when the client only wanted to cancel a statement. */
  async #login(): Promise<WireSession | null> {
    const timeout = setTimeout(
      () => this.fail({ code: '57014', message: 'canceling authentication due to timeout' }),
      LOGIN_TIMEOUT,
    );
    try {
      const packet = await this.#readStartupPacket();
      if (packet.kind === 'cancel') {
        this.host.cancel(packet.processId, packet.secretKey);
        return null;
      }
      if (this.host.isFull()) throw new FatalResponse({ code: '53300', message: 'sorry, too many clients already' });
      await this.#authenticate(packet.parameters);
      clearTimeout(timeout);
      const session = await this.host.openSession(startupSettings(packet.parameters));
      this.#welcome(packet, session);
      return session;
    } finally {
      clearTimeout(timeout);
    }
  }

  /** Refuses encryption, which a connection on this machine doesn't need. */
  async #readStartupPacket(): Promise<Exclude<StartupPacket, { kind: 'encryption' }>> {
    for (;;) {
      const packet = parseStartupPacket(await this.#read(() => this.#reader.readPacket(MAX_STARTUP_BYTES)));
      if (!packet) throw new ProtocolError('invalid startup packet');
      if (packet.kind !== 'encryption') return packet;
      await this.write(Buffer.from('N'));
    }
  }

  /** Requests the password in clear text, as Neon does over WebSocket: its driver sends it with the startup packet. */
  async #authenticate(parameters: ReadonlyMap<string, string>): Promise<void> {
    await this.write(passwordRequest());
    const message = await this.#read(() => this.#reader.readMessage(MAX_PASSWORD_BYTES));
    if (message.type !== 'p') throw new ProtocolError(`expected password response, got message type ${message.type}`);
    const user = parameters.get('user') ?? '';
    const database = parameters.get('database') ?? user;
    const wrong = wrongPart({ user, password: textOf(message), database }, this.host.login);
    if (wrong === 'password') {
      throw new FatalResponse({ code: '28P01', message: `password authentication failed for user "${user}"` });
    }
    if (wrong === 'database') {
      throw new FatalResponse({ code: '3D000', message: `database "${database}" does not exist` });
    }
  }

  #welcome({ minorVersion, parameters }: Extract<StartupPacket, { kind: 'startup' }>, session: WireSession): void {
    const extensions = [...parameters.keys()].filter((name) => name.startsWith('_pq_.'));
    const { processId, secretKey } = this.host.register(session);
    this.stream.write(
      Buffer.concat([
        ...(minorVersion > 0 || extensions.length > 0 ? [negotiateVersion(extensions)] : []),
        authenticationOk(),
        ...[...session.parameters].map(([name, value]) => parameterStatus(name, value)),
        backendKeyData(processId, secretKey),
        readyForQuery('I'),
      ]),
    );
  }

  async #read<T>(next: () => T | null): Promise<T> {
    for (;;) {
      if (this.gone.aborted) throw new ClientGoneError();
      const value = next();
      if (this.#reader.bytes <= MAX_PENDING_BYTES || value === null) this.stream.resume();
      if (value !== null) return value;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  #receive = (chunk: Buffer): void => {
    this.#reader.push(chunk);
    if (this.#reader.bytes > MAX_PENDING_BYTES) this.stream.pause();
    this.#wake();
  };

  #disconnect = (): void => {
    this.#gone.abort();
    this.#wake();
  };
}

function fatalFields(error: unknown): FatalError {
  if (error instanceof FatalResponse || error instanceof PostgresError) return error.fields;
  if (error instanceof ProtocolError) return { code: '08P01', message: error.message };
  if (error instanceof EngineCrashedError) return { code: '57P02', message: error.message };
  if (error instanceof RequestAbortedError) return { code: '57P01', message: 'terminating connection' };
  console.error(error);
  return { code: 'XX000', message: 'Local Neon failed. See its terminal for details.' };
}
