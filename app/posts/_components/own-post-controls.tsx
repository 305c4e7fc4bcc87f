import { type OwnPost, PostActions } from './post-actions';
import { PostStatus } from './post-status';

/** The author's controls on the page of a post. */
export function OwnPostControls(post: OwnPost) {
  return (
    <fieldset aria-label={post.title} className="post-controls">
      <PostStatus {...post} />
      <PostActions {...post} className="button-quiet" />
    </fieldset>
  );
}
