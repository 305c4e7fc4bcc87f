/** Whether a URL has the host of `.env.example`, which doesn't exist. */
export function isExampleHost(url: string | undefined): boolean {
  return url !== undefined && URL.canParse(url) && /^ep-example(-pooler)?\./.test(new URL(url).hostname);
}
