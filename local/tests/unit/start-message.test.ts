import { expect, test } from 'vitest';
import { startMessage } from '../../start-message';

test('the start message ends with the URL of the app', () => {
  const start = { seconds: 1.44, origin: 'http://127.0.0.1:4545' };
  expect(startMessage({ ...start, appUrl: 'http://localhost:3000' })).toBe(`
Local Neon ready in 1.4 s · http://127.0.0.1:4545
  Mailbox     http://127.0.0.1:4545/mailbox
  Start over  npm run neon reset
  App         http://localhost:3000
`);
  expect(startMessage({ ...start, appUrl: null })).not.toContain('App');
});
