import { FAULTS, type FaultSettings, SQL_FAULTS, VERIFICATIONS } from '../faults/settings';
import type { Message } from '../mailbox/mailbox';
import type { Status } from '../status';
import { escapeHtml, page } from './layout';

const LABELS: Record<string, string> = {
  slow: 'Slow',
  error: '500 error',
  html: 'HTML page',
  garbage: 'Invalid HTTP',
  drop: 'Drop the request',
  lose: 'Drop the response',
  'too-many-connections': 'Too many connections',
  'serialization-failure': 'Serialization failure',
  code: 'By code',
  link: 'By link',
};

/** Renders the page at `/`: the engine, the mailbox, the fault settings and the users. */
export function statusPage(status: Status, messages: readonly Message[], settings: FaultSettings): string {
  const latest = messages.at(-1);
  return page(
    'Local Neon',
    `<p>Running · ${escapeHtml(status.postgres)} · ${Math.round(status.residentBytes / 2 ** 20)} MB</p>
    <p>Data folder: <code>${escapeHtml(status.folder)}</code></p>
    <h2>Mailbox</h2>
    <p><a href="/mailbox">${messages.length} ${messages.length === 1 ? 'message' : 'messages'}</a>${latest ? ` · latest to ${escapeHtml(latest.to)}` : ''}</p>
    <h2>Simulate</h2>
    <form method="post" action="/faults">
      <p><label>Neon Auth ${select('auth', 'Working', FAULTS, settings.auth)}</label></p>
      <p><label>SQL over HTTP ${select('sql', 'Working', SQL_FAULTS, settings.sql)}</label></p>
      <p><label>Email verification before sign-in
        ${select('requireVerification', 'Not required', VERIFICATIONS, settings.requireVerification)}</label></p>
      <p><label><input type="checkbox" name="refreshAlways"${settings.refreshAlways ? ' checked' : ''}>
        Refresh the session cookie on every <code>get-session</code></label></p>
      <p><label><input type="checkbox" name="rateLimited"${settings.rateLimited ? ' checked' : ''}>
        Rate-limit Neon Auth</label></p>
      <p><button>Apply</button></p>
    </form>
    <h2>Users</h2>
    ${status.users.length > 0 ? usersTable(status.users) : '<p>No users yet.</p>'}
    <form method="post" action="/sessions/expire"><p><button>End all sessions</button></p></form>`,
  );
}

function usersTable(users: Status['users']): string {
  const rows = users.map(
    ({ name, email, role, sessions, lastSeen }) => `<tr><td>${escapeHtml(name)}</td><td>${escapeHtml(email)}</td>
      <td>${escapeHtml(role ?? '')}</td><td>${sessions}</td><td>${escapeHtml(lastSeen ?? '')}</td></tr>`,
  );
  return `<table>
    <tr><th>Name</th><th>Email</th><th>Role</th><th>Sessions</th><th>Last seen</th></tr>${rows.join('')}</table>`;
}

function select(name: string, emptyLabel: string, values: readonly string[], selected: string | null): string {
  const options = values.map(
    (value) => `<option value="${value}"${value === selected ? ' selected' : ''}>${LABELS[value] ?? value}</option>`,
  );
  return `<select name="${name}"><option value="">${emptyLabel}</option>${options.join('')}</select>`;
}
