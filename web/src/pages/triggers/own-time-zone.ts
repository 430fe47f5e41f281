/** Where the reader is. */
export const ownTimeZone = () => Intl.DateTimeFormat().resolvedOptions().timeZone;
