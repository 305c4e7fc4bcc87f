'use client';

import type { TextPart } from '@/lib/posts/text-parts';

/** Plain text with line breaks, links and matches of a search. */
export function Text({ parts }: { parts: TextPart[] }) {
  return (
    <p dir="auto" className="post-text">
      {parts.map((part, index) => {
        if (typeof part === 'string') return part;
        if ('match' in part) return <mark key={index}>{part.match}</mark>;
        return (
          <a key={index} href={part.href} rel="nofollow ugc noopener noreferrer" className="link">
            {part.link}
          </a>
        );
      })}
    </p>
  );
}
