/** A message with its header. `type` is its first character. */
export interface Message {
  type: string;
  data: Buffer;
}

/** The client broke the protocol, so the rest of its bytes can't be understood. */
export class ProtocolError extends Error {}

/** Splits the bytes of a client into messages. */
export class MessageReader {
  #chunks: Buffer[] = [];
  #bytes = 0;

  /** The number of bytes that wait to be read. */
  get bytes(): number {
    return this.#bytes;
  }

  push(chunk: Buffer): void {
    this.#chunks.push(chunk);
    this.#bytes += chunk.length;
  }

  /**
   * Returns the next packet without its length, or null while it is incomplete. Only a client's first packets have no type.
   * @throws ProtocolError
   */
  readPacket(maxBytes: number): Buffer | null {
    const header = this.#peek(4);
    if (!header) return null;
    return this.#take(checkLength(header.readInt32BE(0), maxBytes))?.subarray(4) ?? null;
  }

  /**
   * Returns the next message, or null while it is incomplete.
   * @throws ProtocolError
   */
  readMessage(maxBytes: number): Message | null {
    const header = this.#peek(5);
    if (!header) return null;
    const data = this.#take(1 + checkLength(header.readInt32BE(1), maxBytes));
    return data && { type: String.fromCharCode(data[0] ?? 0), data };
  }

  /** Returns the complete messages of a server, which can have any length. */
  readAll(): Message[] {
    const messages: Message[] = [];
    const next = () => this.readMessage(Number.MAX_SAFE_INTEGER);
    for (let message = next(); message; message = next()) messages.push(message);
    return messages;
  }

  /** Returns all bytes that wait to be read. */
  readRest(): Buffer {
    return this.#take(this.#bytes) ?? Buffer.alloc(0);
  }

  /** Joins the chunks only when they contain all bytes: joining each one would take quadratic time. */
  #peek(bytes: number): Buffer | null {
    if (this.#bytes < bytes) return null;
    const [first] = this.#chunks;
    if (first && first.length >= bytes) return first;
    const joined = Buffer.concat(this.#chunks);
    this.#chunks = [joined];
    return joined;
  }

  #take(bytes: number): Buffer | null {
    const available = this.#peek(bytes);
    if (!available) return null;
    this.#chunks[0] = available.subarray(bytes);
    this.#bytes -= bytes;
    return available.subarray(0, bytes);
  }
}

/** A length counts itself. */
function checkLength(length: number, maxBytes: number): number {
  if (length < 4 || length > maxBytes) throw new ProtocolError(`invalid message length: ${length}`);
  return length;
}
