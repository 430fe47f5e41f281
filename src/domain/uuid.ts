const pattern = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Whether a text is a whole id of ours, and Postgres takes it as one. */
export function isUuid(text: string): boolean {
  return pattern.test(text);
}
