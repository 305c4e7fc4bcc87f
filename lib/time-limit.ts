/**
 * What a call gives, or what `late` makes when it takes longer than `limit` milliseconds. The call goes on by itself then, and
 * nobody hears its end.
 */
export async function withinTime<T, Late>(limit: number, call: Promise<T>, late: () => Late): Promise<T | Late> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<Late>((resolve) => {
    timer = setTimeout(() => resolve(late()), limit);
  });
  call.catch(() => {});
  try {
    return await Promise.race([call, timeout]);
  } finally {
    clearTimeout(timer);
  }
}
