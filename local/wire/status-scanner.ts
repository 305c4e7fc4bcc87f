import type { TransactionStatus } from './messages';

const HEADER_BYTES = 5;
const READY_FOR_QUERY = 'Z'.charCodeAt(0);

/** Follows the messages of Postgres without collecting them, and keeps the status of the last ReadyForQuery. */
export class StatusScanner {
  /** Null before the first ReadyForQuery. */
  status: TransactionStatus | null = null;
  /** The start of a message that isn't complete enough. */
  #rest = Buffer.alloc(0);
  /** How many bytes of a message's body are still to come. */
  #skip = 0;

  scan(chunk: Uint8Array): void {
    const data = Buffer.concat([this.#rest, chunk]);
    let position = this.#skip;
    while (position + HEADER_BYTES < data.length) {
      if (data[position] === READY_FOR_QUERY) this.status = toStatus(data[position + HEADER_BYTES]);
      position += 1 + data.readInt32BE(position + 1);
    }
    this.#rest = data.subarray(Math.min(position, data.length));
    this.#skip = Math.max(0, position - data.length);
  }
}

function toStatus(byte: number | undefined): TransactionStatus | null {
  const status = String.fromCharCode(byte ?? 0);
  return status === 'I' || status === 'T' || status === 'E' ? status : null;
}
