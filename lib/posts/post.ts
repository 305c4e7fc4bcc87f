import { SITE_NAME } from '../site';

export interface Post {
  id: number;
  /** Plain text with line breaks. */
  content: string;
  isPublished: boolean;
  createdAt: Date;
  /** Also the post's version: unique for each change. */
  updatedAt: Date;
  author: Author;
}

interface Author {
  id: string;
  /** Null if the account was deleted. */
  name: string | null;
}

/** The author of the sample posts. No account has this id. */
export const SAMPLE_AUTHOR = { id: '00000000-0000-0000-0000-000000000000', name: SITE_NAME };

/** The actor has no active session. */
export type SignedOut = { status: 'signed-out' };
/** The post does not exist, or the user may not see it. */
export type Missing = { status: 'missing' };
