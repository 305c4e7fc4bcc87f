import type { Message } from './mailbox';

/** The mailbox as a page, newest first. */
export function mailboxPage(messages: readonly Message[]): string {
  const items = messages.toReversed().map(
    (message) => `<li>
      <p><strong>${escapeHtml(message.type)}</strong> to ${escapeHtml(message.to)}
        <time datetime="${message.at}">${new Date(message.at).toLocaleString()}</time></p>
      ${message.otp ? `<p>Code: <code>${escapeHtml(message.otp)}</code></p>` : ''}
      ${message.url ? `<p><a href="${escapeHtml(message.url)}">${escapeHtml(message.url)}</a></p>` : ''}
    </li>`,
  );
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Mailbox · Local Neon</title>
<style>
  :root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif }
  body { max-width: 44rem; margin: 3rem auto; padding: 0 1rem }
  ul { list-style: none; padding: 0 } li { border-top: 1px solid #8884; padding: .75rem 0 } p { margin: .25rem 0 }
  time { opacity: .7; margin-left: .5rem } code { font-size: 1.25rem } a { overflow-wrap: anywhere }
</style>
<h1>Mailbox</h1>
${items.length > 0 ? `<ul>${items.join('')}</ul>` : '<p>No mail yet. What the app sends appears here.</p>'}
</html>`;
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
