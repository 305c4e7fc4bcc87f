import type { FaultSettings } from '../faults/settings';
import { Html, html } from './html';
import { LIVE_SCRIPT } from './response';
import { activeFaults, simulateForm } from './simulate';
import { duration } from './time';

/** What every page shows about local Neon. */
export interface Overview {
  /** Such as `PostgreSQL 18.6 (PGlite)`. */
  postgres: string;
  folder: string;
  residentBytes: number;
  /** In seconds. */
  uptime: number;
  messages: number;
  faults: FaultSettings;
  /** The settings after a reset. */
  defaults: FaultSettings;
}

interface Page {
  title: string;
  /** The tab's path. */
  tab: string;
  /** The URL that returns the page again, for live updates. Default: the tab's path. */
  liveUrl?: string;
  overview: Overview;
  main: Html;
}

/** The tabs, by path. */
export const TABS = { '/': 'Mailbox', '/users': 'Users', '/console': 'SQL' } as const;

const ICON =
  "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 32'><rect width='32' height='32' rx='8' fill='%230d7a54'/><path d='M10 22V10l12 12V10' fill='none' stroke='white' stroke-width='3.2' stroke-linecap='round' stroke-linejoin='round'/></svg>";

/** Renders a page with the tabs, the status strip and the fault settings. */
export function page({ title, tab, liveUrl = tab, overview, main }: Page): Html {
  const links = Object.entries(TABS).map(
    ([path, label]) =>
      html`<li><a href="${path}"${path === tab && html` aria-current="page"`}>${label}${path === '/' && messageCount(overview.messages)}</a></li>`,
  );
  return document(
    title,
    liveUrl,
    html`<a class="skip-link" href="#main">Skip to content</a>
    <header class="frame">
      <div class="top">
        <p class="wordmark"><a href="/">Local Neon</a></p>
        <nav aria-label="Pages"><ul>${links}<li><a href="#faults">Simulate</a></li></ul></nav>
      </div>
      <dl id="status" class="status" data-live>${statusItems(overview)}</dl>
      <p class="offline">Local Neon isn't running. This page updates when it starts again.</p>
      <div id="active-faults" role="status" data-live>${activeFaults(overview.faults, overview.defaults)}</div>
    </header>
    <main id="main" class="frame" tabindex="-1">
      <h1>${title}</h1>
      ${main}
    </main>
    <footer class="frame">${simulateForm(overview.faults, tab)}</footer>`,
  );
}

/** Renders a page without tabs. */
export function plainPage(title: string, body: Html): Html {
  return document(title, '', html`<main id="main" class="chooser">${body}</main>`);
}

function document(title: string, liveUrl: string, body: Html): Html {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title} · Local Neon</title>
<link rel="icon" href="${ICON}">
<link rel="stylesheet" href="/styles.css">
</head>
<body data-live="${liveUrl}">
${body}
<p id="announcement" class="visually-hidden" role="status"></p>
${liveUrl !== '' && html`<script type="module">${new Html(LIVE_SCRIPT)}</script>`}
</body>
</html>`;
}

function messageCount(count: number): Html {
  return html` <span id="message-count" class="count" data-live><span>${count}</span></span>`;
}

function statusItems({ postgres, folder, residentBytes, uptime }: Overview): Html {
  const [, version = postgres, engine = 'PostgreSQL server'] = /^(.*?)(?: \((.*)\))?$/.exec(postgres) ?? [];
  const items = [
    ['Engine', engine],
    ['Version', version],
    ['Memory', `${Math.round(residentBytes / 2 ** 20)} MB`],
    ['Uptime', duration(uptime)],
    ['Data folder', folder],
  ];
  return html`${items.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}`;
}
