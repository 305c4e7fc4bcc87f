import { escapeHtml, page } from '../html';
import type { Message } from '../mailbox/mailbox';
import { FAULTS, type Settings, SQL_FAULTS, VERIFICATIONS } from '../switches/switches';
import type { Status } from './status';

/** The page at `/`: is it up, on what, who is there, what was mailed, which switches are on. */
export function statusPage(status: Status, messages: readonly Message[], settings: Settings): string {
  const last = messages.at(-1);
  return page(
    'Local Neon',
    `<p>It is up, on ${escapeHtml(status.postgres)}, with ${Math.round(status.residentBytes / 2 ** 20)} MB of memory.
      Its data is in <code>${escapeHtml(status.folder)}</code>.</p>
    <h2>Mailbox</h2>
    <p><a href="/mailbox">${messages.length} ${messages.length === 1 ? 'message' : 'messages'}</a>${last ? `, the last one to ${escapeHtml(last.to)}` : ''}</p>
    <h2>Switches</h2>
    <form method="post" action="/switches">
      <p><label>Neon Auth ${select('auth', 'works', FAULTS, settings.auth)}</label></p>
      <p><label>SQL over HTTP ${select('sql', 'works', SQL_FAULTS, settings.sql)}</label></p>
      <p><label>Before signing in, an email address must be verified
        ${select('requireVerification', 'not at all', VERIFICATIONS, settings.requireVerification)}</label></p>
      <p><label><input type="checkbox" name="refreshAlways"${settings.refreshAlways ? ' checked' : ''}>
        Each <code>get-session</code> sets the session cookie again</label></p>
      <p><label><input type="checkbox" name="rateLimited"${settings.rateLimited ? ' checked' : ''}>
        Neon Auth limits how often it is asked</label></p>
      <p><button>Set</button></p>
    </form>
    <h2>Users</h2>
    ${status.users.length > 0 ? usersTable(status.users) : '<p>Nobody has signed up yet.</p>'}
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

function select(name: string, none: string, values: readonly string[], chosen: string | null): string {
  const options = values.map(
    (value) => `<option value="${value}"${value === chosen ? ' selected' : ''}>${value}</option>`,
  );
  return `<select name="${name}"><option value="">${none}</option>${options.join('')}</select>`;
}
