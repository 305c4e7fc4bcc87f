import { expect, test } from 'vitest';
import { connect } from '@/lib/db/connection';
import { CALLERS, createScene } from '../support/callers';
import { cookieHeader } from '../support/people';
import { type RawForm, readForm, sendForm } from '../support/raw-form';
import { app } from '../support/worker-app';

const sql = connect(app.databaseUrl);
const findPost = async (id: number) => (await sql`select * from posts where id = ${id}`)[0];

for (const { name, role, authenticate } of CALLERS) {
  for (const isPublished of [false, true]) {
    const state = isPublished ? 'published' : 'draft';

    test(`${name} has the expected access to a ${state} post in pages and forms`, async () => {
      const { author, id, word, secret } = await createScene(isPublished);
      const authorCookies = cookieHeader(author.cookies);
      const url = `${app.url}/posts/${id}`;
      const forms = await readAuthorForms(id, authorCookies, isPublished);
      const { cookie = '' } = await authenticate(author);
      const before = await findPost(id);

      const statuses: Record<string, number> = {};
      for (const path of [`/posts/${id}`, `/posts/${id}/edit`, `/posts?q=${word}`, '/posts/mine']) {
        const response = await fetch(app.url + path, { headers: { cookie }, redirect: 'manual' });
        const html = (await response.text()) + response.headers.get('location');
        statuses[path] = response.status;
        const isOwn = role === 'author' && path !== `/posts?q=${word}`;
        const isPublic =
          role !== 'unauthenticated' && isPublished && [`/posts/${id}`, `/posts?q=${word}`].includes(path);
        expect([path, html.includes(secret)]).toEqual([path, isOwn || isPublic]);
      }
      const pageStatus = role === 'author' || (role === 'reader' && isPublished) ? 200 : 404;
      expect(statuses).toEqual({
        [`/posts/${id}`]: role === 'unauthenticated' ? 307 : pageStatus,
        [`/posts/${id}/edit`]: { author: 200, reader: 404, unauthenticated: 307 }[role],
        [`/posts?q=${word}`]: role === 'unauthenticated' ? 307 : 200,
        '/posts/mine': role === 'unauthenticated' ? 307 : 200,
      });

      for (const { form, fields } of forms) {
        const response = await sendForm({ ...form, cookie }, fields);
        expect(response.status).toBeLessThan(500);
        if (role === 'author') continue;
        expect(await findPost(id)).toEqual(before);
        const canRead = role === 'reader' && isPublished;
        expect((await response.text()).includes(secret) && !canRead).toBe(false);
        // A rejected form never redirects with a success message.
        expect(response.headers.get('location') ?? '').not.toMatch(/notice=(?!gone|other-user)/);
      }
      if (role === 'author') expect(await findPost(id)).toBeUndefined();
      expect((await fetch(url, { headers: { cookie: authorCookies }, redirect: 'manual' })).status).not.toBe(500);
    });
  }
}

/** Reads every form that the author has for a post, for another caller to submit. */
async function readAuthorForms(
  id: number,
  cookie: string,
  isPublished: boolean,
): Promise<{ form: RawForm; fields: [string, string][] }[]> {
  const url = `${app.url}/posts/${id}`;
  return [
    { form: await readForm(`${url}/edit`, cookie, 'Save changes'), fields: [['content', 'Changed by form']] },
    { form: await readForm(url, cookie, isPublished ? 'Unpublish' : 'Publish'), fields: [] },
    { form: await readForm(url, cookie, 'Delete post'), fields: [] },
  ];
}
