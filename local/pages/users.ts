import { MAX_USERS, type User } from '../users';
import { type Html, html } from './html';
import { type Overview, page } from './layout';
import { timeElement } from './time';

const MAX_SESSIONS = 10;

interface Matches {
  users: readonly User[];
  total: number;
}

/** Renders the users with their sessions. @param text what the developer searches for */
export function usersPage(overview: Overview, { users, total }: Matches, text: string): Html {
  const query = text === '' ? '' : `?${new URLSearchParams({ q: text })}`;
  return page({
    ...{ title: 'Users', tab: '/users', liveUrl: `/users${query}`, overview },
    main: html`<div class="toolbar">
        <form method="get" action="/users" role="search" class="search">
          <label class="visually-hidden" for="q">Search by name or email</label>
          <input id="q" name="q" type="search" value="${text}" placeholder="Search by name or email" autocomplete="off" autocapitalize="none" spellcheck="false">
          <button class="button outline">Search</button>
          ${text !== '' && html`<a class="link" href="/users">Show all</a>`}
        </form>
        <a class="link refresh" href="/users${query}">Refresh</a>
        <form method="post" action="/sessions/expire"><button class="button outline">End all sessions</button></form>
      </div>
      <ul id="users" class="list" data-live>${users.map(userItem)}</ul>
      ${total > users.length && html`<p class="muted more">The newest ${MAX_USERS} of ${total} users. Search to find others.</p>`}
      <div class="empty">${
        text === ''
          ? html`<h2>No users yet</h2><p>Create an account in the app. Users and their sessions appear here.</p>`
          : html`<h2>No users match</h2><p>No name or email contains “${text}”.</p>`
      }</div>`,
  });
}

function userItem(user: User): Html {
  const { id, name, email, sessions } = user;
  const count = `${sessions.length} ${sessions.length === 1 ? 'session' : 'sessions'}`;
  // Changes whenever anything of the user or a session does.
  return html`<li id="user-${id}" data-version="${JSON.stringify(user)}">
    <article class="card user" aria-labelledby="user-${id}-name">
      <header>
        <span class="avatar" aria-hidden="true">${initial(name || email)}</span>
        <h2 id="user-${id}-name">${name || email}</h2>
        <p class="recipient">${email}</p>
        <p class="badges">${badges(user).map((badge) => html`<span class="badge">${badge}</span> `)}</p>
      </header>
      ${
        sessions.length === 0
          ? html`<p class="muted">No active sessions · created ${timeElement(user.createdAt)}</p>`
          : html`<details>
              <summary>${count} <span class="muted">· last active ${timeElement(sessions[0]?.updatedAt ?? '')}</span></summary>
              ${sessionsTable(user)}
              <form method="post" action="/sessions/expire"><input type="hidden" name="user" value="${id}">
                <p class="actions"><button class="button outline">End ${count}</button></p></form>
            </details>`
      }
    </article>
  </li>`;
}

/** Returns the first character of a name, as for an avatar. */
export function initial(name: string): string {
  return (Array.from(name.trim())[0] ?? '?').toUpperCase();
}

function badges({ role, emailVerified, banned, providers }: User): string[] {
  const methods = providers.map((provider) => (provider === 'credential' ? 'password' : provider));
  return [
    ...(role && role !== 'user' ? [role] : []),
    ...(banned ? ['banned'] : []),
    emailVerified ? 'verified' : 'not verified',
    ...methods,
  ];
}

function sessionsTable({ name, email, sessions }: User): Html {
  const rows = sessions.slice(0, MAX_SESSIONS).map(
    (session) => html`<tr><td>${session.userAgent || 'Unknown device'}</td><td>${session.ipAddress || 'Unknown'}</td>
      <td>${timeElement(session.createdAt)}</td><td>${timeElement(session.updatedAt)}</td><td>${timeElement(session.expiresAt)}</td></tr>`,
  );
  const hidden = sessions.length - rows.length;
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Sessions of ${name || email}"><table>
      <caption class="visually-hidden">Sessions of ${name || email}</caption>
      <thead><tr>${['Device', 'IP address', 'Signed in', 'Last active', 'Expires'].map((title) => html`<th scope="col">${title}</th>`)}</tr></thead>
      <tbody>${rows}</tbody></table></div>
    ${hidden > 0 && html`<p class="muted">And ${hidden} more.</p>`}`;
}
