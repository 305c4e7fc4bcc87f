/** The names that the SDK gives its cookies: the session's token, and the signed copy of the session. */
export const SESSION_TOKEN = '__Secure-neon-auth.session_token';
export const SESSION_DATA = '__Secure-neon-auth.local.session_data';
