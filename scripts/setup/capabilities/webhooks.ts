import type { Capability } from '../capability';

export const webhooks: Capability = {
  title: "Webhooks: Neon Auth's sign-up rule and events",
  paths: ['app/api/webhooks', 'tests/browser/sign-up-rule.spec.ts', 'tests/http/webhooks.test.ts'],
  table: { name: 'webhook_events', migrations: ['0003_webhook_events'] },
  blocks: {
    'README.md': ['| Webhooks |'],
    'docs/accounts.md': ['## Webhooks'],
    'docs/configuration.md': ['- To use webhooks'],
    'docs/decisions/0009-account-flows.md': ['- Webhooks need', '- Webhooks for email'],
    'docs/neon-auth.md': ['`/api/webhooks/neon-auth` receives webhooks'],
    'docs/security.md': ['| Webhooks must have'],
    'lib/db/schema.ts': ['export const webhookEvents'],
  },
  words: {
    'docs/dependencies.md': [['verifies JWTs and webhook signatures', 'verifies JWTs']],
    'lib/forms/auth-errors.ts': [
      ['At sign-up. A webhook may deny an address (`app/api/webhooks/neon-auth/sign-up-rule.ts`).', 'At sign-up.'],
    ],
    'tests/attack/fuzz.test.ts': [[", '/api/webhooks/neon-auth'", '']],
  },
};
