'use client';

import { useRouter } from 'next/navigation';
import { useEffect, useTransition } from 'react';

/**
 * Follows the links of this app, and sends its search forms, without loading the document again. One listener for the page
 * costs less than `next/link` in every link: pages are dynamic, so prefetching them only makes requests. Without JavaScript they
 * are plain links and forms. A bar at the top shows that the next page takes a while.
 */
export function SoftNavigation() {
  const router = useRouter();
  const [isLoading, startTransition] = useTransition();
  useEffect(() => {
    const navigate = (event: Event, source: HTMLElement, url: string) => {
      event.preventDefault();
      if (!mayLeave()) return;
      source.closest<HTMLElement>('[popover]')?.hidePopover();
      startTransition(() => router.push(url));
    };
    const onClick = (event: MouseEvent) => {
      const link = event.target instanceof Element ? event.target.closest('a') : null;
      if (link && !event.defaultPrevented && isForApp(event, link)) navigate(event, link, link.href);
    };
    const onSubmit = (event: SubmitEvent) => {
      const form = event.target;
      if (!(form instanceof HTMLFormElement) || form.method !== 'get' || event.defaultPrevented) return;
      const fields = [...new FormData(form)].filter((field): field is [string, string] => typeof field[1] === 'string');
      navigate(event, form, `${form.action}?${new URLSearchParams(fields)}`);
    };
    const onNavigate = (event: NavigateEvent) => {
      // Back and forward to another page. If that is another document, the browser asks by itself.
      const isPage = event.navigationType === 'traverse' && event.destination.sameDocument && !event.hashChange;
      if (isPage && event.cancelable && !mayLeave()) event.preventDefault();
    };
    const listeners = new AbortController();
    const { signal } = listeners;
    document.addEventListener('click', onClick, { signal });
    document.addEventListener('submit', onSubmit, { signal });
    window.navigation?.addEventListener('navigate', onNavigate, { signal });
    return () => listeners.abort();
  }, [router]);
  return isLoading && <div className="loading" />;
}

/** Whether the page can be replaced: asks its `beforeunload` listeners, then the user, as a browser does before it loads a document. */
function mayLeave(): boolean {
  return window.dispatchEvent(new Event('beforeunload', { cancelable: true })) || confirm('Discard your changes?');
}

/** Whether a link leads to another page of this app in the same tab. A `rel` of `external` asks for the whole document. */
function isForApp(event: MouseEvent, link: HTMLAnchorElement): boolean {
  const isPlainClick = !(event.metaKey || event.ctrlKey || event.shiftKey || event.altKey);
  const isOwn = link.origin === location.origin && !/\b(external|nofollow)\b/.test(link.rel);
  const isFragment = link.hash !== '' && link.pathname + link.search === location.pathname + location.search;
  return isPlainClick && isOwn && !isFragment && link.target === '' && !link.hasAttribute('download');
}
