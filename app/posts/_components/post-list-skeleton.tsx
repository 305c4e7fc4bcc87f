/** The placeholder of a list of posts. */
export function PostListSkeleton({ actions = false }: { actions?: boolean }) {
  return (
    <div role="progressbar" aria-label="Loading posts" className="mt-4 divide-y divide-border">
      {['w-3/4', 'w-11/12', 'w-2/3', 'w-5/6', 'w-1/2'].map((width) => (
        <div key={width} aria-hidden className="animate-pulse py-6 motion-reduce:animate-none">
          <div className="my-1 h-4 w-40 rounded bg-muted" />
          <div className={`mt-4 mb-1 h-5 rounded bg-muted ${width}`} />
          {actions && <div className="mt-6 mb-3 h-5 w-60 rounded bg-muted" />}
        </div>
      ))}
    </div>
  );
}
