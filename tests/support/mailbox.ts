import type { Message } from '@/local/mailbox/mailbox';

/** Returns the last message to an address in local Neon's mailbox. @throws Error when there is none */
export async function lastMessageTo(email: string, neonOrigin: string): Promise<Message> {
  const messages: Message[] = await (await fetch(`${neonOrigin}/mailbox.json`)).json();
  const message = messages.findLast(({ to }) => to === email);
  if (!message) throw new Error(`No email to ${email} in the mailbox`);
  return message;
}
