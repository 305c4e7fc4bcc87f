'use server';

import { redirectWithNotice } from '@/lib/notice';
import { DeleteForm, EditForm, NewPostForm, PublishForm } from '@/lib/posts/input';
import * as posts from '@/lib/posts/mutations';
import { returnTo } from '@/lib/return-to';
import { userAction } from '@/lib/user-action';

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
        return { message: 'You are writing very fast. Wait a minute, then send this again.' };
      case 'sent-before':
        return {
          message:
            'You sent this form before, and it became a post. Send it again to make another one of what is here.',
          values: { idempotencyKey: crypto.randomUUID() },
        };
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
        return { message: 'This post was deleted meanwhile. What you typed is still here: copy it into a new post.' };
      case 'conflict': {
        const { current } = outcome;
        // Sent twice.
        if (current.content === content) return redirectWithNotice(`/posts/${id}`, 'changed');
        return {
          message: 'This post was changed meanwhile. Below are both: what is saved now, and what you typed.',
          values: { updatedAt: current.updatedAt.toISOString(), saved: current.content },
        };
      }
    }
  },
});

export const publishPost = userAction({
  schema: PublishForm,
  run: async (actor, { id, isPublished, next }) => {
    const outcome = id ? await posts.changePost(actor, id, { isPublished }, null) : null;
    if (outcome?.status === 'signed-out') return 'signed-out';
    if (outcome?.status !== 'done') return redirectWithNotice('/posts/mine', 'gone');
    return redirectWithNotice(returnTo(next), isPublished ? 'published' : 'unpublished', 'replace');
  },
});

export const deletePost = userAction({
  schema: DeleteForm,
  run: async (actor, { id, next }) => {
    const outcome = id ? await posts.deletePost(actor, id, null) : null;
    if (outcome?.status === 'signed-out') return 'signed-out';
    return redirectWithNotice(returnTo(next), outcome?.status === 'done' ? 'deleted' : 'gone', 'replace');
  },
});
