// `npm run bench:calls`: the requests to Neon that each page view and each write makes.
import { faultsOf } from '../support/faults';
import { cookieHeader } from '../support/people';
import { readForm, sendForm } from '../support/raw-form';
import { createUser, sessionCookies } from '../support/users';
import { report, table } from './report';
import { withProduct } from './servers';

await withProduct(async (app) => {
  const counter = faultsOf(app);
  const user = await createUser(app);
  const warm = cookieHeader(await sessionCookies(app, user));

  /** Returns the requests during `work`: to Neon Auth, and to the database. */
  const count = async (work: () => Promise<{ status: number }>, status: number): Promise<string[]> => {
    await counter.resetRequestCounts();
    const response = await work();
    if (response.status !== status) throw new Error(`Expected ${status}, got ${response.status}.`);
    const [auth, all] = [await counter.authRequestCount(), await counter.requestCounts()];
    return [String(auth), String(all['POST /sql'] ?? 0)];
  };
  const view = (path: string, cookie: string) => count(() => fetch(app.url + path, { headers: { cookie } }), 200);

  const rows: string[][] = [];
  for (const path of ['/', '/posts', '/posts?q=neon', '/posts/mine', '/posts/new', '/account', '/api/posts']) {
    rows.push([`\`${path}\``, ...(await view(path, warm)), ...(await view(path, user.cookie))]);
  }
  const form = await readForm(`${app.url}/posts/new`, warm, 'Save draft');
  const write = () => sendForm(form, [['content', 'Counted']]);
  rows.push(['a new post', ...(await count(write, 303)), '', '']);
  report('bench:calls', table(['', 'auth, warm', 'SQL, warm', 'auth, cold', 'SQL, cold'], rows));
});
