import { expect, test } from 'vitest';
import { PostChange } from '@/app/api/posts/input';

test.each(['id', 'user_id', 'userId', 'createdAt', 'constructor'])('an update of %s is rejected', (name) => {
  const change = PostChange.safeParse({ content: 'x', updatedAt: '2026-01-01T00:00:00.000Z', [name]: 1 });
  expect(change.error?.issues[0]).toMatchObject({ code: 'unrecognized_keys', keys: [name] });
});

test('a prototype in JSON is ignored', () => {
  const change = PostChange.safeParse(JSON.parse('{"content":"x","__proto__":{"isPublished":true}}'));
  expect(change.data?.isPublished).toBeUndefined();
  expect(({} as { isPublished?: boolean }).isPublished).toBeUndefined();
});
