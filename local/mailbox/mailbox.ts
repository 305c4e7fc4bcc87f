/** A message that Neon would have sent, as `/mailbox.json` shows it. */
export interface Message {
  /** What it is for: `sign-in`, `email-verification`, `forget-password`, `reset-password`, `magic-link`, `invitation`, ... */
  type: string;
  to: string;
  otp?: string;
  url?: string;
  token?: string;
  /** When it was sent, ISO 8601. */
  at: string;
}

/** The last messages are kept; older ones are forgotten. */
const KEPT = 500;

/** Mail on this machine: delivered at once, to a list that a person or a test can read. */
export class Mailbox {
  #messages: Message[] = [];

  deliver(message: Omit<Message, 'at'>): void {
    this.#messages = [...this.#messages, { ...message, at: new Date().toISOString() }].slice(-KEPT);
  }

  /** Newest last. */
  messages(): readonly Message[] {
    return this.#messages;
  }
}
