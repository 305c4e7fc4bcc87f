const LENGTH = 40;

/**
 * What the auth server wants to tell organizations apart by, and nobody sees: the letters and digits of the name, and eight
 * random digits, since names need not differ.
 */
export function slugFor(name: string): string {
  const words = name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}/gu, '')
    .match(/[a-z0-9]+/g) ?? ['organization'];
  return `${words.join('-').slice(0, LENGTH)}-${crypto.randomUUID().slice(0, 8)}`;
}
