/** Where the built-in inbox of `npm start` takes mail when INBOX_PORT says nothing else. */
export const usualInboxPort = 2525;
