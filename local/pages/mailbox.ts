import type { Message } from '../mailbox/mailbox';
import { escapeHtml, page } from './layout';

/** Renders the mailbox, newest message first. */
export function mailboxPage(messages: readonly Message[]): string {
  const items = messages.toReversed().map(
    (message) => `<li>
      <p><strong>${escapeHtml(message.type)}</strong> to ${escapeHtml(message.to)}
        <time datetime="${message.at}">${message.at}</time></p>
      ${message.otp ? `<p>Code: <code>${escapeHtml(message.otp)}</code></p>` : ''}
      ${message.url ? `<p><a href="${escapeHtml(message.url)}">${escapeHtml(message.url)}</a></p>` : ''}
      ${!message.url && message.token ? `<p>Token: <code>${escapeHtml(message.token)}</code></p>` : ''}
    </li>`,
  );
  return page(
    'Mailbox',
    `<nav><a href="/">Local Neon</a></nav>
    ${items.length > 0 ? `<ul>${items.join('')}</ul>` : '<p>No messages yet. Emails from the app appear here.</p>'}`,
  );
}
