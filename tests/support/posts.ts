import type { Locator } from '@playwright/test';
import { connect } from '../../lib/db/connection';
import type { RunningApp } from './app';
import type { User } from './users';

/** Creates posts by inserting rows, each newer than the one before. Returns the paths of their pages. */
export async function createPosts(
  app: RunningApp,
  { id }: Pick<User, 'id'>,
  contents: string[],
  { isPublished = true } = {},
): Promise<string[]> {
  const rows = await connect(app.databaseUrl)`
    insert into posts (user_id, content, is_published, created_at, updated_at)
    select ${id}, content, ${isPublished}, time, time
    from unnest(${contents}::text[]) with ordinality as sample (content, position),
      lateral (select now() - (${contents.length} - position) * interval '1 millisecond' as time) as times
    order by position returning id`;
  return rows.map((row) => `/posts/${row.id}`);
}

/** Creates one post. Returns the path of its page. */
export async function createPost(
  app: RunningApp,
  user: Pick<User, 'id'>,
  content: string,
  { isPublished = true } = {},
): Promise<string> {
  const [path = ''] = await createPosts(app, user, [content], { isPublished });
  return path;
}

/** Opens the menu of a post in the list of own posts, and chooses an action. */
export async function chooseAction(row: Locator, action: 'Publish' | 'Unpublish' | 'Delete' | 'Edit'): Promise<void> {
  await row.getByRole('button', { name: /^Actions for/ }).click();
  const role = action === 'Edit' ? 'link' : 'button';
  await row.getByRole(role, { name: action, exact: true }).click();
}
