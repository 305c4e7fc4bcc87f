/** What stands in for a part of a page whose data could not be read. The link works without JavaScript, too. */
export function Unavailable({ path }: { path: string }) {
  return (
    <section role="alert" className="mt-10">
      <h2 className="text-xl font-semibold tracking-tight">Something went wrong</h2>
      <p className="mt-2 text-muted-foreground">We could not load this. Nothing of yours is lost.</p>
      <a href={path} className="button mt-6">
        Try again
      </a>
    </section>
  );
}
