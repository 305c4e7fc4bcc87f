/** What the app calls somebody: who signed up with a code has not said their name yet. */
export function shownName({ name, email }: { name: string; email: string }): string {
  return name || email;
}

/** Neon Auth lets somebody have several roles, in one text. */
export function hasRole(roles: string | null | undefined, role: string): boolean {
  return roles?.split(',').includes(role) ?? false;
}

export function isAdministrator(roles: string | null | undefined): boolean {
  return hasRole(roles, 'admin');
}

/** Whether a ban is there and not over yet. */
export function isBanned({
  banned,
  banExpires,
}: {
  banned?: boolean | null | undefined;
  banExpires?: Date | null | undefined;
}): boolean {
  return banned === true && (!banExpires || banExpires.getTime() > Date.now());
}
