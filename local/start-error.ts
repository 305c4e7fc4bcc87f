/** Local Neon can't start for a reason that the user can fix. The message says how. */
export class StartError extends Error {}
