import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, test } from 'vitest';
import { Actor } from '@/lib/db/as-user';
import { connect } from '@/lib/db/connection';
import { changePost, createPost, deletePost } from '@/lib/posts/mutations';
import type { Post } from '@/lib/posts/post';
import { POSTS_PER_MINUTE } from '@/lib/posts/table';
import { insertUser } from '../../support/users';

const sql = connect(process.env.DATABASE_URL ?? '');
let ada: Actor;
let bob: Actor;
let adaId: string;

beforeEach(async () => {
  const accounts = await Promise.all([insertUser(), insertUser()]);
  [ada, bob] = [Actor.fromSession(accounts[0].token), Actor.fromSession(accounts[1].token)];
  adaId = accounts[0].id;
});

const newPost = () => ({ content: 'Hello', isPublished: false, idempotencyKey: randomUUID() });

async function createTestPost(actor = ada): Promise<Post> {
  const created = await createPost(actor, newPost());
  if (created.status !== 'done') throw new Error(created.status);
  return created.post;
}

const countPostsOfAda = async () =>
  (await sql`select count(*)::int as count from posts where user_id = ${adaId}`)[0]?.count;

describe('creating a post', () => {
  test('returns it with its author and timestamps', async () => {
    const post = await createTestPost();
    expect(post).toMatchObject({ content: 'Hello', isPublished: false, author: { id: adaId, name: 'Ada Lovelace' } });
    expect(post.createdAt).toBeInstanceOf(Date);
    expect(post.updatedAt).toEqual(post.createdAt);
  });

  test('twenty times at once with the same idempotency key creates it once', async () => {
    const post = newPost();
    const created = await Promise.all(Array.from({ length: 20 }, () => createPost(ada, post)));
    const ids = created.map((one) => (one.status === 'done' ? one.post.id : one.status));
    expect(new Set(ids).size).toBe(1);
    expect(await countPostsOfAda()).toBe(1);
  });

  test('with different content under the same idempotency key creates nothing and returns key-reused', async () => {
    const post = newPost();
    await createPost(ada, post);
    expect(await createPost(ada, { ...post, content: 'Another' })).toEqual({ status: 'key-reused' });
    expect(await createPost(ada, { ...post, isPublished: true })).toEqual({ status: 'key-reused' });
    expect(await countPostsOfAda()).toBe(1);
  });

  test('with an idempotency key that another user has used succeeds', async () => {
    const post = newPost();
    const [one, other] = [await createPost(ada, post), await createPost(bob, post)];
    expect([one.status, other.status]).toEqual(['done', 'done']);
    expect(one).not.toEqual(other);
  });

  test('again with the same idempotency key returns it even at the rate limit', async () => {
    await sql`insert into posts (user_id, content) select ${adaId}, 'x' from generate_series(2, ${POSTS_PER_MINUTE})`;
    const post = newPost();
    const [first, repeated] = [await createPost(ada, post), await createPost(ada, post)];
    expect(first.status).toBe('done');
    expect(repeated).toEqual(first);
    expect(await createPost(ada, { ...post, content: 'Another' })).toEqual({ status: 'key-reused' });
  });

  test('is rate limited per minute by the database', async () => {
    await sql`insert into posts (user_id, content) select ${adaId}, 'x' from generate_series(1, ${POSTS_PER_MINUTE})`;
    expect(await createPost(ada, newPost())).toEqual({ status: 'rate-limited' });
    expect((await createPost(bob, newPost())).status).toBe('done');
    await sql`update posts set created_at = now() - interval '61 seconds' where user_id = ${adaId}`;
    expect((await createPost(ada, newPost())).status).toBe('done');
  });
});

describe('updating a post', () => {
  test('creates a new version', async () => {
    const post = await createTestPost();
    const changed = await changePost(ada, post.id, { content: 'Changed', isPublished: true }, post.updatedAt);
    expect(changed).toMatchObject({ status: 'done', post: { content: 'Changed', isPublished: true } });
    expect(changed.status === 'done' && changed.post.updatedAt > post.updatedAt).toBe(true);
    expect(changed.status === 'done' && changed.post.createdAt).toEqual(post.createdAt);
  });

  test('from an outdated version changes nothing and returns the current version', async () => {
    const post = await createTestPost();
    await changePost(ada, post.id, { content: 'First' }, post.updatedAt);
    const outdated = await changePost(ada, post.id, { content: 'Second' }, post.updatedAt);
    expect(outdated).toMatchObject({ status: 'conflict', current: { content: 'First' } });
  });

  test('ten times at once from the same version succeeds once, even within a millisecond', async () => {
    const post = await createTestPost();
    const changes = await Promise.all(
      Array.from({ length: 10 }, (_, n) => changePost(ada, post.id, { content: `Text ${n}` }, post.updatedAt)),
    );
    expect(changes.filter(({ status }) => status === 'done')).toHaveLength(1);
    expect(changes.filter(({ status }) => status === 'conflict')).toHaveLength(9);
  });

  test('without a version skips the conflict check', async () => {
    const post = await createTestPost();
    await changePost(ada, post.id, { content: 'Changed' }, null);
    expect(await changePost(ada, post.id, { isPublished: true }, null)).toMatchObject({
      status: 'done',
      post: { content: 'Changed', isPublished: true },
    });
  });

  test('that belongs to another user, or does not exist, returns missing', async () => {
    const post = await createTestPost();
    expect(await changePost(bob, post.id, { content: 'Stolen' }, post.updatedAt)).toEqual({ status: 'missing' });
    expect(await changePost(bob, post.id, { content: 'Stolen' }, null)).toEqual({ status: 'missing' });
    expect(await changePost(ada, Number.MAX_SAFE_INTEGER, { content: 'x' }, null)).toEqual({ status: 'missing' });
  });
});

test('a post can be deleted once, and only by its author', async () => {
  const post = await createTestPost();
  expect(await deletePost(bob, post.id, null)).toEqual({ status: 'missing' });
  expect(await deletePost(ada, post.id, null)).toEqual({ status: 'done' });
  expect(await deletePost(ada, post.id, null)).toEqual({ status: 'missing' });
  expect(await countPostsOfAda()).toBe(0);
});

test('deleting a post from an outdated version returns a conflict', async () => {
  const post = await createTestPost();
  await changePost(ada, post.id, { content: 'Changed' }, null);
  expect(await deletePost(ada, post.id, post.updatedAt)).toMatchObject({
    status: 'conflict',
    current: { content: 'Changed' },
  });
  expect(await countPostsOfAda()).toBe(1);
});

test('an actor without a session cannot create, update or delete posts', async () => {
  const post = await createTestPost();
  const unknown = Actor.fromSession('invented');
  const signedOut = { status: 'signed-out' };
  expect(await createPost(unknown, newPost())).toEqual(signedOut);
  expect(await changePost(unknown, post.id, { content: 'x' }, null)).toEqual(signedOut);
  expect(await deletePost(unknown, post.id, null)).toEqual(signedOut);
});
