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

export interface Author {
  id: string;
  /** Null if the account was deleted. */
  name: string | null;
  /** An image URL. Absent for the user's own posts: the session has their picture. */
  image?: string | null;
}

/** The actor has no active session. */
export type SignedOut = { status: 'signed-out' };
/** The post does not exist, or the user may not see it. */
export type Missing = { status: 'missing' };
