import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, test } from 'vitest';
import { PostText } from '@/app/posts/_components/post-text';
import { preview, titleOf } from '@/lib/posts/preview';

const linksOf = (text: string) =>
  [...renderToStaticMarkup(<PostText text={text} />).matchAll(/<a href="([^"]*)"/g)].map(([, href]) => href);

describe('the text of a post', () => {
  test.each([
    ['See https://neon.com/docs. Then', ['https://neon.com/docs']],
    ['(https://example.com/a_(b))', ['https://example.com/a_(b)']],
    ['http://a.example, www.b.com!', ['http://a.example', 'https://www.b.com']],
    ['https://example.com/?q=1&r=2', ['https://example.com/?q=1&amp;r=2']],
    ['https://example.com/cut-o…', []],
    ['javascript:alert(1) data:text/html,x file:///etc/passwd', []],
    ['next.config.ts and README.md, ada@example.com', []],
  ])('links the URLs in %s', (text, links) => {
    expect(linksOf(text)).toEqual(links);
  });

  test('links with nofollow, ugc, noopener and noreferrer', () => {
    const html = renderToStaticMarkup(<PostText text="https://example.com" />);
    expect(html).toContain('rel="nofollow ugc noopener noreferrer"');
  });

  test('escapes HTML', () => {
    const html = renderToStaticMarkup(<PostText text={'<script>alert(1)</script>\n<b onclick="x">'} />);
    expect(html).not.toMatch(/<script|<b /);
    expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;\n&lt;b');
  });

  test('keeps the text between and around its links', () => {
    const text = 'a https://a.example b\nhttps://b.example';
    expect(renderToStaticMarkup(<PostText text={text} />).replace(/<[^>]*>/g, '')).toBe(text);
  });
});

describe('a preview', () => {
  const LIMITS = { length: 10, lines: 2 };
  test.each([
    ['short', 'short'],
    ['one two three', 'one two…'],
    ['one twoxxx three', 'one twoxxx…'],
    [`See ${'x'.repeat(40)}`, 'See…'],
    [`${'x'.repeat(40)} see`, 'xxxxxxxxxx…'],
    ['今日は今日は今日は今日は', '今日は今日は今日は今…'],
    ['a\nb\nc', 'a\nb…'],
    ['abcdefghijklmnop', 'abcdefghij…'],
    ['👩‍👩‍👧‍👦'.repeat(12), `${'👩‍👩‍👧‍👦'.repeat(10)}…`],
  ])('of %j is %j', (text, expected) => {
    expect(preview(text, LIMITS)).toBe(expected);
  });

  test.each(['\u0301', '\ud834\udd65'])('is limited even when a single character is endless: %j', (combining) => {
    const short = preview(`a${combining.repeat(97_000)}`, LIMITS);
    expect(short.length).toBeLessThanOrEqual(301);
    expect(short.isWellFormed()).toBe(true);
  });
});

test.each([
  ['\u202Eabc\u202C', 'abc'],
  ['one\u200B two\nthree', 'one two…'],
])('the title of %j does not change the direction of the text around it', (content, title) => {
  expect(titleOf(content)).toBe(title);
});
