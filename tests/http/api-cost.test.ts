import { expect, test } from 'vitest';
import { ask, bearerHeaders } from '../support/api';
import { faultsOf } from '../support/faults';
import { createUser } from '../support/users';
import { app } from '../support/worker-app';

const POSTS = `${app.url}/api/posts`;
const counter = faultsOf(app);

test('every API request makes one database round trip and no auth call', async () => {
  const user = await createUser(app);
  const bearer = await bearerHeaders(app, user);
  // Caches the signing keys, so that fetching them is not counted below.
  await ask(POSTS, { headers: bearer });

  for (const credentials of [user.headers, bearer]) {
    const expectOneQuery = async (url: string, request: { method?: string; body?: unknown } = {}) => {
      await counter.resetRequestCounts();
      const response = await ask(url, { headers: { ...credentials, 'if-match': '*' }, ...request });
      expect(response.status).toBeLessThan(300);
      expect(await counter.requestCounts()).toEqual({ 'POST /sql': 1 });
      return response.body;
    };
    const { id } = await expectOneQuery(POSTS, { method: 'POST', body: { content: 'Counted' } });
    await expectOneQuery(POSTS);
    await expectOneQuery(`${POSTS}?q=neon`);
    await expectOneQuery(`${POSTS}/${id}`);
    await expectOneQuery(`${POSTS}/${id}`, { method: 'PATCH', body: { content: 'Counted again' } });
    await expectOneQuery(`${POSTS}/${id}`, { method: 'DELETE' });
  }
});

test('token verification fetches the signing keys at most once', async () => {
  const headers = await bearerHeaders(app, await createUser(app));
  await counter.resetRequestCounts();
  for (let count = 0; count < 5; count += 1) await ask(POSTS, { headers });
  expect(await counter.authRequestCount()).toBeLessThanOrEqual(1);
});
