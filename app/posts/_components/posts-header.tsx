import { Tabs } from '@/app/_components/tabs';

const LISTS = [
  { path: '/posts', name: 'All posts' },
  { path: '/posts/mine', name: 'My posts' },
];

/** The title of a list of posts, and tabs for both lists. The site's header links to the form for a new one. */
export function PostsHeader({ title, path }: { title: string; path: '/posts' | '/posts/mine' }) {
  return (
    <>
      <h1>{title}</h1>
      <Tabs label="Posts" pages={LISTS} path={path} />
    </>
  );
}
