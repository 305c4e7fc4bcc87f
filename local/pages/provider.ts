import { escapeHtml, page } from './layout';

/** A user of the simulated OAuth provider. */
export interface Identity {
  name: string;
  email: string;
}

const NAMES: Record<string, string> = { google: 'Google', github: 'GitHub', vercel: 'Vercel' };

/** Renders the provider's page, with the identities used before and a form for a new one. */
export function providerPage(provider: string, identities: readonly Identity[]): string {
  const name = escapeHtml(NAMES[provider] ?? provider);
  const accounts = identities.map(
    (identity) => `<li><form method="post">
      <input type="hidden" name="name" value="${escapeHtml(identity.name)}">
      <input type="hidden" name="email" value="${escapeHtml(identity.email)}">
      <button>${escapeHtml(identity.name)} (${escapeHtml(identity.email)})</button></form></li>`,
  );
  return page(
    `Sign in with ${name}`,
    `<p>Simulated ${name} sign-in. Choose an account or enter one.</p>
    <ul>${accounts.join('')}</ul>
    <form method="post">
      <p><label>Name <input name="name" required autocomplete="off"></label></p>
      <p><label>Email <input name="email" type="email" required autocomplete="off"></label></p>
      <p><button>Continue</button></p>
    </form>
    <form method="post"><button>Cancel</button></form>`,
  );
}
