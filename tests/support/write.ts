import { randomUUID } from 'node:crypto';
import type { RunningApp } from './app';
import { readForm, sendForm } from './raw-form';

/**
 * Reads a form as a user. Read it while the session is active: the form is checked again when it is sent.
 * @returns a function that sends the form with the cookies of that user, and returns whether the session was accepted
 */
export async function prepareWrite(
  app: Pick<RunningApp, 'url'>,
  cookie: string,
): Promise<(cookie: string) => Promise<boolean>> {
  const form = await readForm(`${app.url}/posts/new`, cookie, 'Save draft');
  // Without its key, each submission creates a post.
  const hidden = form.hidden.filter(([name]) => name !== 'idempotencyKey');
  return async (sender) => {
    const { headers } = await sendForm({ ...form, hidden, cookie: sender }, [['content', randomUUID()]]);
    return /^\/posts\/\d/.test(headers.get('location') ?? '');
  };
}
