import { APP_NAME } from '../app-name';

/** A post as the app knows it. */
export interface Post {
  id: number;
  /** Plain text, with its line breaks. */
  content: string;
  isPublished: boolean;
  createdAt: Date;
  /** Also the version: no two changes of a post have the same. */
  updatedAt: Date;
  author: Author;
}

interface Author {
  id: string;
  /** Null when the account was deleted. */
  name: string | null;
}

/** Whose the sample posts are: nobody who could sign in. */
export const SAMPLE_AUTHOR = { id: '00000000-0000-0000-0000-000000000000', name: APP_NAME };

/** What an answer about posts is when the actor's session has ended, or there is nobody behind it. */
export type SignedOut = { status: 'signed-out' };
/** There is no such post, for this user. */
export type Missing = { status: 'missing' };
