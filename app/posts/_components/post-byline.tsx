'use client';

export interface Byline {
  /** Null if the account was deleted. */
  author: string | null;
  /** An ISO time, the full date, and the time relative to now: formatted on the server, whose clock and language are known. */
  time: string;
  date: string;
  ago: string;
}

/** A post's author and time. In a list, it is the link to the post, and covers the row. */
export function PostByline({ author, time, date, ago, href }: Byline & { href?: string }) {
  const content = (
    <>
      {author === null ? <i>Deleted user</i> : <bdi>{author || 'Unnamed user'}</bdi>}{' '}
      <time dateTime={time} title={date}>
        {href ? ago : `${ago}, ${date}`}
      </time>
    </>
  );
  return href ? (
    <a href={href} className="byline">
      {content}
    </a>
  ) : (
    <p className="byline">{content}</p>
  );
}
