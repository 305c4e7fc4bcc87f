'use server';

import { reject } from '@/lib/forms/action';
import { userAction } from '@/lib/forms/user-action';
import { returnTo } from '@/lib/http/return-to';
import { EditForm, NewPostForm, OwnPostForm } from '@/lib/posts/input';
import * as posts from '@/lib/posts/mutations';
import { redirectWithNotice } from '../_notices/redirect';

export const createPost = userAction({
  schema: NewPostForm,
  keep: ['content', 'idempotencyKey'],
  run: async (actor, post) => {
    const outcome = await posts.createPost(actor, post);
    switch (outcome.status) {
      case 'done':
        return redirectWithNotice(`/posts/${outcome.post.id}`, post.isPublished ? 'published' : 'draft-saved');
      case 'signed-out':
        return 'signed-out';
      case 'rate-limited':
        return reject("You're posting too quickly. Wait a minute, then try again.");
      case 'key-reused':
        return reject('This was already saved as a post. Submit again to create another.', {
          idempotencyKey: crypto.randomUUID(),
        });
    }
  },
});

export const editPost = userAction({
  schema: EditForm,
  keep: ['content', 'updatedAt', 'saved'],
  run: async (actor, { id, content, updatedAt }) => {
    const outcome = id ? await posts.changePost(actor, id, { content }, updatedAt) : { status: 'missing' as const };
    switch (outcome.status) {
      case 'done':
        return redirectWithNotice(`/posts/${id}`, 'changed');
      case 'signed-out':
        return 'signed-out';
      case 'missing':
        return reject('This post was deleted while you were editing. Copy your text into a new post to keep it.');
      case 'conflict': {
        const { current } = outcome;
        // The form was sent twice.
        if (current.content === content) return redirectWithNotice(`/posts/${id}`, 'changed');
        return reject('This post was changed while you were editing. Compare both versions, then save.', {
          updatedAt: current.updatedAt.toISOString(),
          saved: current.content,
        });
      }
    }
  },
});

export const changeOwnPost = userAction({
  schema: OwnPostForm,
  keep: ['change'],
  hasText: false,
  onOtherUser: redirectOtherUser,
  run: async (actor, { change: { action, id }, next, list }) => {
    if (action === 'delete') {
      const outcome = id ? await posts.deletePost(actor, id, null) : null;
      if (outcome?.status === 'signed-out') return 'signed-out';
      return redirectWithNotice(returnTo(list), outcome?.status === 'done' ? 'deleted' : 'gone', 'replace');
    }
    const isPublished = action === 'publish';
    const outcome = id ? await posts.changePost(actor, id, { isPublished }, null) : null;
    if (outcome?.status === 'signed-out') return 'signed-out';
    if (outcome?.status !== 'done') return redirectWithNotice('/posts/mine', 'gone');
    return redirectWithNotice(returnTo(next), isPublished ? 'published' : 'unpublished', 'replace');
  },
});

/** The post's page may not exist for another user, so the message is on the list. */
function redirectOtherUser(): never {
  redirectWithNotice('/posts', 'other-user', 'replace');
}
