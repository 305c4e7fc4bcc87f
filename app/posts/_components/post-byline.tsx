'use client';

export interface Byline {
  /** Null if the account was deleted. */
  author: string | null;
  /** An ISO time, the full date, and the time relative to now: formatted on the server, whose clock and language are known. */
  time: string;
  date: string;
  ago: string;
}

/** A post's author and time. In a list, the time links to the post at `href`, and the link covers the row. */
export function PostByline({ author, time, date, ago, href }: Byline & { href?: string }) {
  return (
    <p className="byline">
      {author === null ? <i>Deleted user</i> : <bdi>{author || 'Unnamed user'}</bdi>}
      <span aria-hidden>·</span>
      {href ? (
        <a href={href}>
          <time dateTime={time} title={date}>
            {ago}
          </time>
          <span className="sr-only">
            , by <bdi>{author === null ? 'a deleted user' : author || 'an unnamed user'}</bdi>
          </span>
        </a>
      ) : (
        <time dateTime={time} title={date}>
          {`${ago}, ${date}`}
        </time>
      )}
    </p>
  );
}
