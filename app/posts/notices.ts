/** The texts of the notices about posts. */
export const POST_NOTICES = {
  'draft-saved': 'Draft saved. Only you can see it.',
  published: 'Post published.',
  unpublished: 'Moved back to drafts. Only you can see it.',
  changed: 'Changes saved.',
  deleted: 'Post deleted.',
  gone: 'This post was already deleted.',
};
