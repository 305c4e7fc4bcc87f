'use client';

import { useEffect, useRef } from 'react';
import { useFormStatus } from 'react-dom';
import { type OwnPost, PostActions } from './post-actions';
import { PostStatus } from './post-status';

/** The author's controls for a post in a list: its status, and a menu that works without JavaScript. */
export function OwnPostMenu(post: OwnPost) {
  const menu = useRef<HTMLFieldSetElement>(null);
  const { pending } = useFormStatus();
  // The row shows the result at once, and stays when the list arrives.
  useEffect(() => {
    if (!pending) return;
    menu.current?.hidePopover();
    menu.current?.querySelector('dialog')?.close();
  }, [pending]);
  const id = `menu-${post.id}`;
  return (
    <div className="post-menu">
      <PostStatus {...post} />
      <button type="button" popoverTarget={id} aria-label={`Actions for ${post.title}`}>
        ⋯
      </button>
      <fieldset ref={menu} id={id} popover="auto" aria-label={post.title} className="menu">
        <PostActions {...post} className="menu-item" />
      </fieldset>
    </div>
  );
}
