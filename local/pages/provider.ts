import { type Html, html } from './html';
import { plainPage } from './layout';
import { initial } from './users';

/** A user of the simulated OAuth provider. */
export interface Identity {
  name: string;
  email: string;
}

const NAMES: Record<string, string> = { google: 'Google', github: 'GitHub', vercel: 'Vercel' };

/** Renders the provider's account chooser, with the identities used before and a form for a new one. */
export function providerPage(provider: string, identities: readonly Identity[]): Html {
  const name = NAMES[provider] ?? provider;
  return plainPage(
    `Sign in with ${name}`,
    html`<div class="card">
      <header>
        <span class="avatar large" aria-hidden="true">${initial(name)}</span>
        <h1>Sign in with ${name}</h1>
        <p class="muted">${identities.length > 0 ? 'Choose an account' : 'Enter any name and email'}</p>
      </header>
      ${identities.length > 0 && html`<ul class="accounts">${identities.map(accountItem)}</ul>`}
      <form method="post" class="new-account">
        ${identities.length > 0 && html`<h2>Use another account</h2>`}
        <label class="field"><span>Name</span><input name="name" required autocomplete="off"></label>
        <label class="field"><span>Email</span><input name="email" type="email" required autocomplete="off"></label>
        <button class="button">Continue</button>
      </form>
      <form method="post"><button class="button outline">Cancel</button></form>
    </div>
    <p class="muted">Local Neon simulates ${name}. <a class="link" href="/">Mailbox and users</a></p>`,
  );
}

function accountItem({ name, email }: Identity): Html {
  return html`<li><form method="post">
    <input type="hidden" name="name" value="${name}">
    <input type="hidden" name="email" value="${email}">
    <button class="account"><span class="avatar" aria-hidden="true">${initial(name)}</span>
      <span><strong>${name}</strong> <span class="muted">${email}</span></span></button>
  </form></li>`;
}
