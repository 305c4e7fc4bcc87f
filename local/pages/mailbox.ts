import { emailOf, emailText } from '../mailbox/email';
import type { Entry, Message } from '../mailbox/mailbox';
import { type Html, html } from './html';
import { type Overview, page } from './layout';
import { timeElement } from './time';

/** The page is sent again with each change. */
const MAX_ENTRIES = 50;

/** Renders the mailbox. @param address what the user searches for */
export function mailboxPage(overview: Overview, entries: readonly Entry[], address: string): Html {
  const query = address === '' ? '' : `?${new URLSearchParams({ to: address })}`;
  return page({
    ...{ title: 'Mailbox', tab: '/', liveUrl: `/${query}`, overview },
    main: html`<div class="toolbar">
        <form method="get" action="/" role="search" class="search">
          <label class="visually-hidden" for="to">Search by address</label>
          <input id="to" name="to" type="search" value="${address}" placeholder="Search by address" autocomplete="off" autocapitalize="none" spellcheck="false">
          <button class="button outline">Search</button>
          ${address !== '' && html`<a class="link" href="/">Show all</a>`}
        </form>
        <a class="link refresh" href="/${query}">Refresh</a>
      </div>
      <ol id="messages" class="list" data-live>${entries.slice(0, MAX_ENTRIES).map(messageItem)}</ol>
      ${entries.length > MAX_ENTRIES && html`<p class="muted more">The newest ${MAX_ENTRIES} of ${entries.length} emails. Search to find others.</p>`}
      <div class="empty">${emptyState(address)}</div>`,
  });
}

/** Renders an email as HTML, as a mail program would show it. */
export function emailPage(message: Message): Html {
  const { subject, instruction, code, link } = emailOf(message);
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>${subject}</title>
<style>
  body { margin: 0; padding: 1.5rem; font: 16px/1.5 system-ui, sans-serif; color: #17211d; background: #fff; overflow-wrap: anywhere }
  h1 { font-size: 1.25rem; margin: 0 0 .5rem } p { margin: 0 0 1rem } .code { font: 600 1.5rem ui-monospace, monospace; letter-spacing: .1em }
  .button { display: inline-block; padding: .6rem 1.2rem; border-radius: .5rem; color: #fff; background: #0d6b4a; text-decoration: none }
</style>
</head>
<body>
<h1>${subject}</h1>
<p>${instruction}</p>
${code !== null && html`<p class="code">${code}</p>`}
${link !== null && html`<p><a class="button" href="${link}" target="_blank" rel="noopener">${subject}</a></p>`}
</body>
</html>`;
}

function emptyState(address: string): Html {
  return address === ''
    ? html`<h2>No emails yet</h2><p>Sign up or request a code in the app. What Neon would send appears here.</p>`
    : html`<h2>No emails match</h2><p>No address contains “${address}”.</p>`;
}

function messageItem({ number, message }: Entry): Html {
  const { subject, code, link } = emailOf(message);
  const id = `message-${number}`;
  // The number starts again when local Neon restarts, so the time identifies the version.
  return html`<li id="${id}" data-version="${message.at}" data-announcement="${`${subject} to ${message.to}`}">
    <article class="card message" aria-labelledby="${id}-subject">
      <header>
        <h2 id="${id}-subject">${subject}</h2>
        <p class="recipient">to <a class="link" href="/?${new URLSearchParams({ to: message.to }).toString()}">${message.to}</a></p>
        ${timeElement(message.at)}
      </header>
      ${code !== null && codeLine(code, /^\d+$/.test(code))}
      ${link !== null && linkLine(link)}
      <details>
        <summary>Email as HTML and text</summary>
        <div class="views">
          <iframe src="/mailbox/${number}/html" title="HTML of ${subject} to ${message.to}" sandbox="allow-popups allow-popups-to-escape-sandbox" loading="lazy"></iframe>
          <pre tabindex="0" aria-label="Text of ${subject} to ${message.to}">${emailText(message)}</pre>
        </div>
        <p class="actions"><a class="link" href="/mailbox/${number}/html">Open HTML</a> <a class="link" href="/mailbox/${number}/text">Open text</a></p>
      </details>
    </article>
  </li>`;
}

function codeLine(code: string, isNumber: boolean): Html {
  return html`<p class="code"><code${isNumber && html` class="large"`}>${code}</code>
    <button type="button" class="button" data-copy="${code}" aria-label="Copy code ${code}">Copy</button></p>`;
}

function linkLine(link: string): Html {
  return html`<p class="actions"><a class="button" href="${link}">Open link</a>
    <button type="button" class="button outline" data-copy="${link}">Copy link</button></p>
    <p class="url"><code>${link}</code></p>`;
}
