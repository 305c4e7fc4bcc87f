/** An email that Neon would send, as `/mailbox.json` returns it. */
export interface Message {
  /** Its purpose: `sign-in`, `email-verification`, `forget-password`, `reset-password`, `magic-link`, `invitation`, ... */
  type: string;
  to: string;
  otp?: string;
  url?: string;
  token?: string;
  /** When it was sent, ISO 8601. */
  at: string;
}

/** A message in the mailbox. Its number stays the same until local Neon stops. */
export interface Entry {
  number: number;
  message: Message;
}

/** Older messages are dropped. */
const MAX_MESSAGES = 500;

/** Keeps emails in memory instead of sending them. */
export class Mailbox {
  #entries: Entry[] = [];
  #delivered = 0;
  #listeners: ((message: Message) => void)[] = [];

  /** Calls `listener` with each new message. */
  onDelivery(listener: (message: Message) => void): void {
    this.#listeners.push(listener);
  }

  deliver(content: Omit<Message, 'at'>): void {
    const message = { ...content, at: new Date().toISOString() };
    this.#delivered += 1;
    this.#entries = [...this.#entries, { number: this.#delivered, message }].slice(-MAX_MESSAGES);
    for (const listener of this.#listeners) listener(message);
  }

  /** Returns the messages, newest last. */
  messages(): readonly Message[] {
    return this.#entries.map(({ message }) => message);
  }

  /** Returns the messages whose address contains `address`, ignoring case, newest first. */
  search(address: string): readonly Entry[] {
    const part = address.trim().toLowerCase();
    return this.#entries.filter(({ message }) => message.to.toLowerCase().includes(part)).toReversed();
  }

  /** Returns a message by its number, or undefined if it was dropped. */
  find(number: number): Message | undefined {
    return this.#entries.find((entry) => entry.number === number)?.message;
  }
}
