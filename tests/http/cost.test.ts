import { expect, test } from 'vitest';
import { faultsOf } from '../support/faults';
import { cookieHeader, cookiesOf } from '../support/people';
import { createUser } from '../support/users';
import { app } from '../support/worker-app';

const counter = faultsOf(app);

test('a page view without a session cache makes at most 2 auth requests, and the next view makes none', async () => {
  const user = await createUser(app);
  const { cookie } = user;
  await counter.resetRequestCounts();
  const cold = await fetch(`${app.url}/`, { headers: { cookie }, redirect: 'manual' });
  expect(await cold.text()).toContain(user.name);
  const afterCold = await counter.authRequestCount();
  expect(afterCold).toBeLessThanOrEqual(2);

  const headers = { cookie: `${cookie}; ${cookieHeader(cookiesOf(cold))}` };
  const warm = await fetch(`${app.url}/`, { headers, redirect: 'manual' });
  expect(await warm.text()).toContain(user.name);
  expect(await counter.authRequestCount()).toBe(afterCold);
});
