// Keeps the page current, copies codes and runs SQL with Ctrl+Enter. Without it, the page has a Refresh link.
const REFRESH_INTERVAL = 10_000;

const announcer = document.getElementById('announcement');

let refreshes = 0;

/** Fetches the page again and replaces what has changed in its live regions. */
async function refresh() {
  refreshes += 1;
  const current = refreshes;
  const response = await fetch(document.body.dataset.live);
  const fresh = new DOMParser().parseFromString(await response.text(), 'text/html');
  // A later refresh has newer content.
  if (current !== refreshes) return;
  for (const region of document.querySelectorAll('[data-live]:not(body)')) {
    const replacement = fresh.getElementById(region.id);
    if (replacement && !replacement.isEqualNode(region)) update(region, replacement);
  }
}

/** Items with an ID stay in the page, so that focus and open details survive. Only their times change. */
function update(region, replacement) {
  const items = [...replacement.children];
  if (items.some((item) => !item.id)) {
    if (!region.contains(document.activeElement)) region.replaceChildren(...items);
    return;
  }
  const known = new Map([...region.children].map((item) => [item.id, item]));
  const merged = items.map((item) => {
    const kept = known.get(item.id);
    if (!kept || kept.dataset.version !== item.dataset.version) return item;
    updateTimes(kept, item);
    return kept;
  });
  const isNew = merged.filter((item) => !known.has(item.id) && item.dataset.announcement);
  if (isNew.length > 0) announcer.textContent = isNew[0].dataset.announcement;
  // Moving an element would take its focus, so only what is new or gone is touched.
  for (const item of [...region.children]) if (!merged.includes(item)) item.remove();
  merged.forEach((item, index) => {
    if (region.children[index] !== item) region.insertBefore(item, region.children[index] ?? null);
  });
}

function updateTimes(kept, item) {
  const times = item.querySelectorAll('time');
  kept.querySelectorAll('time').forEach((time, index) => {
    time.textContent = times[index]?.textContent ?? '';
  });
}

let events;
let timer;

/** Hidden pages hold no connection: browsers allow six per server. */
function connect() {
  events?.close();
  clearInterval(timer);
  if (document.hidden) return;
  const tryRefresh = () => refresh().catch(() => {});
  events = new EventSource('/events');
  events.onmessage = tryRefresh;
  events.onopen = () => {
    document.documentElement.removeAttribute('data-offline');
    tryRefresh();
  };
  events.onerror = () => document.documentElement.setAttribute('data-offline', '');
  timer = setInterval(tryRefresh, REFRESH_INTERVAL);
}

document.addEventListener('visibilitychange', connect);
window.addEventListener('pagehide', () => events?.close());
window.addEventListener('pageshow', (event) => event.persisted && connect());
connect();

document.addEventListener('click', async (event) => {
  const button = event.target.closest('[data-copy]');
  if (!button) return;
  const label = button.textContent;
  try {
    await navigator.clipboard.writeText(button.dataset.copy);
    button.textContent = announcer.textContent = 'Copied';
  } catch {
    button.textContent = announcer.textContent = 'Copying is blocked';
  }
  setTimeout(() => {
    button.textContent = label;
  }, 2_000);
});

document.addEventListener('keydown', (event) => {
  if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
  event.target.closest('textarea')?.form.requestSubmit();
});
