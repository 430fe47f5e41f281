/** Statuses by which the other side says that it may go better later. */
export function isTransientStatus(status: number): boolean {
  return status >= 500 || status === 408 || status === 425 || status === 429;
}

const maxMs = 3_600_000;
const maxAskedMs = 6 * 3_600_000;

/**
 * How long to wait before the next attempt, in milliseconds: doubled with each, an hour at most;
 * or as long as the other side asks for (its Retry-After header: seconds or a date), 6 hours at most.
 */
export function retryDelayMs(
  attempt: number,
  first: { retrySeconds: number },
  asked: string | undefined,
  now: Date,
): number {
  const usual = Math.min(maxMs, first.retrySeconds * 1_000 * 2 ** (attempt - 1));
  const askedMs = Math.min(maxAskedMs, askedFor(asked?.trim() ?? "", now));
  return Math.max(usual, askedMs);
}

function askedFor(value: string, now: Date): number {
  if (/^\d{1,9}$/.test(value)) return Number(value) * 1_000;
  const at = Date.parse(value);
  return Number.isNaN(at) ? 0 : Math.max(0, at - now.getTime());
}
