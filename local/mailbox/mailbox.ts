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

/** Older messages are dropped. */
const MAX_MESSAGES = 500;

/** Keeps emails in memory instead of sending them. */
export class Mailbox {
  #messages: Message[] = [];

  deliver(message: Omit<Message, 'at'>): void {
    this.#messages = [...this.#messages, { ...message, at: new Date().toISOString() }].slice(-MAX_MESSAGES);
  }

  /** Returns the messages, newest last. */
  messages(): readonly Message[] {
    return this.#messages;
  }
}
