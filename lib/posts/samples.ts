import { SITE_NAME } from '../site';
import type { Author } from './post';

/** The authors of the sample posts. No account has these ids. */
const AUTHORS = {
  site: { id: '00000000-0000-0000-0000-000000000000', name: SITE_NAME },
  mara: { id: '00000000-0000-0000-0000-000000000001', name: 'Mara Lindqvist' },
  theo: { id: '00000000-0000-0000-0000-000000000002', name: 'Theo Okafor' },
  yuki: { id: '00000000-0000-0000-0000-000000000003', name: 'Yuki Tanaka' },
};

export const SAMPLE_AUTHORS = Object.values(AUTHORS);

export interface SamplePost {
  author: Author & { name: string };
  content: string;
  isDraft?: true;
}

/** The sample posts, oldest first. They include a draft, so that a leaked draft is easy to notice. */
export const SAMPLE_POSTS: SamplePost[] = [
  {
    author: AUTHORS.theo,
    content:
      'Cloned it on the train, without a connection. Sign-up, email codes and Postgres all worked before the next stop.',
  },
  {
    author: AUTHORS.site,
    content: 'Every form works without JavaScript. Turn it off in your browser and try to write a post.',
  },
  {
    author: AUTHORS.yuki,
    content:
      'Reading list for the weekend:\n\n1. How row-level security decides who may change a row\n2. Why a session is checked where the data is\n3. https://neon.com/docs',
  },
  {
    author: AUTHORS.site,
    content:
      'Search finds words in any order. Put quotes around a phrase, and a minus before a word to leave out: "row-level security" -draft',
  },
  { author: AUTHORS.mara, content: 'First post. It took longer to choose these words than to set the project up.' },
  {
    author: AUTHORS.site,
    content:
      'The database itself decides who may read and change a post. The app sets the user for each transaction, and row-level security in drizzle/ does the rest.',
  },
  { author: AUTHORS.theo, content: 'Is it odd that my favorite part of a starter is its error messages?' },
  {
    author: AUTHORS.site,
    content:
      'Each email that the app sends on your machine arrives in the mailbox of local Neon: codes, links and invitations. Nothing leaves your machine.',
  },
  { author: AUTHORS.yuki, content: 'TIL a <dialog> with the popover attribute needs no code at all.' },
  { author: AUTHORS.site, content: 'Hello from Neon' },
  { author: AUTHORS.site, content: 'Welcome to your new backend' },
  { author: AUTHORS.site, content: 'This draft is hidden until it is published', isDraft: true },
];
