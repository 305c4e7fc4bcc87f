// Messages of the Postgres protocol, version 3: https://www.postgresql.org/docs/current/protocol-message-formats.html

/** `I`: idle, `T`: in a transaction, `E`: in a failed transaction. */
export type TransactionStatus = 'I' | 'T' | 'E';

/** The fields of an error that ends a connection. */
export interface FatalError {
  code: string;
  message: string;
}

const AUTHENTICATION_OK = 0;
const AUTHENTICATION_CLEARTEXT_PASSWORD = 3;

/** Builds a message: its type, its length and its body. */
function message(type: string, ...parts: (Buffer | string)[]): Buffer {
  const body = Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : part)));
  return Buffer.concat([Buffer.from(type), int32(body.length + 4), body]);
}

function int32(value: number): Buffer {
  const buffer = Buffer.alloc(4);
  buffer.writeInt32BE(value);
  return buffer;
}

function int16(value: number): Buffer {
  const buffer = Buffer.alloc(2);
  buffer.writeInt16BE(value);
  return buffer;
}

export const passwordRequest = () => message('R', int32(AUTHENTICATION_CLEARTEXT_PASSWORD));
export const authenticationOk = () => message('R', int32(AUTHENTICATION_OK));
export const parameterStatus = (name: string, value: string) => message('S', `${name}\0${value}\0`);
export const backendKeyData = (processId: number, secretKey: number) =>
  message('K', int32(processId), int32(secretKey));
export const readyForQuery = (status: TransactionStatus) => message('Z', status);

/** Lowers the client to version 3.0 without the options, as a server does that doesn't know the client's version. */
export const negotiateVersion = (options: readonly string[]) =>
  message('v', int32(0), int32(options.length), ...options.map((name) => `${name}\0`));

export const fatalError = ({ code, message: text }: FatalError) =>
  message('E', `SFATAL\0VFATAL\0C${code}\0M${text}\0\0`);

/** Asks the client for the data of a COPY. The number of columns isn't known yet; clients ignore it. */
export const copyInResponse = () => message('G', Buffer.from([0]), int16(0));

/** Prepares a statement. `types` are the OIDs of its parameters. */
export const parse = (name: string, text: string, types: readonly number[]) =>
  message('P', `${name}\0${text}\0`, int16(types.length), ...types.map(int32));
export const sync = () => message('S');
/** Ends a COPY with an error. Postgres ignores it when no COPY is running. */
export const copyFail = (reason: string) => message('f', `${reason}\0`);
/** Asks a server to cancel the statement of a connection. */
export const cancelRequest = (processId: number, secretKey: number) =>
  Buffer.concat([int32(16), int32(CANCEL_REQUEST), int32(processId), int32(secretKey)]);

const SSL_REQUEST = 80877103;
const GSS_ENCRYPTION_REQUEST = 80877104;
const CANCEL_REQUEST = 80877102;

/** The first packet of a client. */
export type StartupPacket =
  | { kind: 'encryption' }
  | { kind: 'cancel'; processId: number; secretKey: number }
  | { kind: 'startup'; minorVersion: number; parameters: Map<string, string> };

/** Parses a packet without its length. Returns null when it is malformed. */
export function parseStartupPacket(packet: Buffer): StartupPacket | null {
  if (packet.length < 4) return null;
  const code = packet.readInt32BE(0);
  if (code === SSL_REQUEST || code === GSS_ENCRYPTION_REQUEST) return { kind: 'encryption' };
  if (code === CANCEL_REQUEST) {
    if (packet.length !== 12) return null;
    return { kind: 'cancel', processId: packet.readInt32BE(4), secretKey: packet.readInt32BE(8) };
  }
  const words = packet.toString('utf8', 4).split('\0');
  // Name and value pairs, then an empty name. Each ends with a NUL character.
  if (code >> 16 !== 3 || words.length % 2 !== 0 || words.at(-1) !== '' || words.at(-2) !== '') return null;
  const parameters = new Map<string, string>();
  for (let index = 0; index + 2 < words.length; index += 2) parameters.set(words[index] ?? '', words[index + 1] ?? '');
  return { kind: 'startup', minorVersion: code & 0xffff, parameters };
}

/** Returns the text of a message whose body is one string: a query or a password. */
export function textOf({ data }: { data: Buffer }): string {
  return data.toString('utf8', 5).replace(/\0.*$/s, '');
}
