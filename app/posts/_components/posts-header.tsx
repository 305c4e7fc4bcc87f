import { Tabs } from '@/app/_components/tabs';

const LISTS = [
  { path: '/posts', name: 'All posts' },
  { path: '/posts/mine', name: 'My posts' },
];

/** The title of a list of posts, tabs for both lists, and a link to write a post. */
export function PostsHeader({ title, path }: { title: string; path: '/posts' | '/posts/mine' }) {
  return (
    <>
      <div className="flex items-center justify-between gap-4">
        <h1 className="text-3xl font-semibold tracking-tight">{title}</h1>
        <a href="/posts/new" className="button">
          New post
        </a>
      </div>
      <Tabs label="Posts" pages={LISTS} path={path} />
    </>
  );
}
