import { afterEach, expect, test } from 'vitest';
import { SQL_FAULTS } from '@/local/faults/settings';
import { ask } from '../support/api';
import { faultsOf } from '../support/faults';
import { createUser } from '../support/users';
import { app } from '../support/worker-app';

const POSTS = `${app.url}/api/posts`;
const faults = faultsOf(app);
afterEach(() => faults.clear());

test('for every fault of the database, the API responds with 503', async () => {
  const { headers } = await createUser(app);
  for (const sql of SQL_FAULTS) {
    await faults.inject({ sql, slowMs: 5_000 });
    const { status, body } = await ask(POSTS, { headers });
    expect([sql, status, body.error?.code]).toEqual([sql, 503, 'unavailable']);
  }
});

test('retrying a request after a lost response creates one post', async () => {
  const headers = { ...(await createUser(app)).headers, 'idempotency-key': crypto.randomUUID() };
  const body = { content: `Retried: ${crypto.randomUUID()}`, isPublished: true };
  const send = () => ask(POSTS, { method: 'POST', headers, body });
  const findCreated = async () => {
    const posts = (await ask(POSTS, { headers })).body.posts ?? [];
    return posts.filter(({ content }) => content === body.content);
  };
  await faults.inject({ sql: 'lose' });
  expect((await send()).status).toBe(503);
  await faults.clear();
  expect(await findCreated()).toHaveLength(1);
  expect((await send()).status).toBe(201);
  expect(await findCreated()).toHaveLength(1);
});
