import type { Check, Health } from "./check.ts";

/** Notes since when each part fails, by what is asked: the first time that it was seen so in a row. */
export function failingSince(now: () => Date): (health: Health) => Health {
  const since = new Map<string, Date>();

  function noted(part: string, check: Check): Check {
    if (check.ok) {
      since.delete(part);
      return check;
    }
    const began = since.get(part) ?? now();
    since.set(part, began);
    return { since: began, ...check };
  }

  return ({ postgres, temporal, worker }) => ({
    postgres: noted("postgres", postgres),
    ...(temporal && { temporal: noted("temporal", temporal) }),
    ...(worker && { worker: noted("worker", worker) }),
  });
}
