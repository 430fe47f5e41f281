import { setTimeout as sleep } from "node:timers/promises";

/** A scrape waits no longer for anybody. */
const patienceMs = 3_000;

/** What is asked for a scrape, or that it has taken too long. */
export async function withinAScrape<Answer>(whom: string, asked: Promise<Answer>): Promise<Answer> {
  const ending = new AbortController();
  const late = sleep(patienceMs, undefined, { signal: ending.signal }).then(() => {
    throw new Error(`${whom} has not answered for ${patienceMs} ms`);
  });
  try {
    return await Promise.race([asked, late]);
  } finally {
    late.catch(() => undefined);
    ending.abort();
  }
}
