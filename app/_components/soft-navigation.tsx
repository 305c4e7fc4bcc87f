'use client';

import { useRouter } from 'next/navigation';
import { startTransition, useEffect } from 'react';

/**
 * Follows the links of this app, and sends its search forms, without loading the document again. One listener for the page
 * costs less than `next/link` in every link: pages are dynamic, so prefetching them only makes requests. Without JavaScript they
 * are plain links and forms.
 */
export function SoftNavigation() {
  const router = useRouter();
  useEffect(() => {
    const navigate = (event: Event, url: string) => {
      event.preventDefault();
      startTransition(() => router.push(url));
    };
    const onClick = (event: MouseEvent) => {
      const link = event.target instanceof Element ? event.target.closest('a') : null;
      if (link && !event.defaultPrevented && isForApp(event, link)) navigate(event, link.href);
    };
    const onSubmit = (event: SubmitEvent) => {
      const form = event.target;
      if (!(form instanceof HTMLFormElement) || form.method !== 'get' || event.defaultPrevented) return;
      const fields = [...new FormData(form)].filter((field): field is [string, string] => typeof field[1] === 'string');
      navigate(event, `${form.action}?${new URLSearchParams(fields)}`);
    };
    document.addEventListener('click', onClick);
    document.addEventListener('submit', onSubmit);
    return () => {
      document.removeEventListener('click', onClick);
      document.removeEventListener('submit', onSubmit);
    };
  }, [router]);
  return null;
}

/** Whether a link leads to another page of this app in the same tab. A `rel` of `external` asks for the whole document. */
function isForApp(event: MouseEvent, link: HTMLAnchorElement): boolean {
  const isPlainClick = event.button === 0 && !(event.metaKey || event.ctrlKey || event.shiftKey || event.altKey);
  const isOwn = link.origin === location.origin && !/\b(external|nofollow)\b/.test(link.rel);
  const isFragment = link.hash !== '' && link.pathname + link.search === location.pathname + location.search;
  return isPlainClick && isOwn && !isFragment && link.target === '' && !link.hasAttribute('download');
}
