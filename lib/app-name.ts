/** What the app is called, in titles, in the header and in pictures. */
export const APP_NAME = 'Neon Starter';
