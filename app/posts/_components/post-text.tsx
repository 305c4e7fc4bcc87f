import { findLinks } from '@/lib/posts/text-parts';
import { Text } from './text';

/** Plain text with line breaks, in which URLs become links. */
export function PostText({ text }: { text: string }) {
  return <Text parts={findLinks(text)} />;
}
