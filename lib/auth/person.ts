/** What the app calls somebody: who signed up with a code has not said their name yet. */
export function shownName({ name, email }: { name: string; email: string }): string {
  return name || email;
}

/** Neon Auth lets somebody have several roles, in one text. */
export function isAdministrator(role: string | null | undefined): boolean {
  return role?.split(',').includes('admin') ?? false;
}
