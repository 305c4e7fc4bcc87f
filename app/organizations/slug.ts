const LENGTH = 40;

/** Returns the unique slug that Neon Auth requires: the name's letters and digits, and eight random hexadecimal digits. It is not shown. */
export function slugFor(name: string): string {
  const words = name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}/gu, '')
    .match(/[a-z0-9]+/g) ?? ['organization'];
  return `${words.join('-').slice(0, LENGTH)}-${crypto.randomUUID().slice(0, 8)}`;
}
