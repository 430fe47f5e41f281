import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { reasonOf } from "../../platform/reason.ts";
import { UnavailableError } from "../failures.ts";

const eventsAnswer = z.object({
  results: z.array(
    z.object({
      index: z.number(),
      status: z.enum(["accepted", "duplicate", "rejected"]),
      errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
    }),
  ),
});
const typesAnswer = z.object({
  items: z.array(z.object({ id: z.string(), key: z.string() })),
  next: z.string().nullable(),
});

export type SendResult = z.output<typeof eventsAnswer>["results"][number];

export interface EventsApi {
  /** @throws UnavailableError when it was not taken for as long as `patienceMs` */
  send(events: readonly object[]): Promise<SendResult[]>;
  typeKeys(): Promise<Map<string, string>>;
  /** How often a request was made again, as the API was away or had too much to do. */
  retries(): number;
}

export interface EventsApiOptions {
  url: string;
  key: string;
  /** For how long nobody may answer, or only "not now". */
  patienceMs: number;
  signal: AbortSignal;
}

const passing = new Set([408, 425, 429, 500, 502, 503, 504]);
const longestPauseMs = 30_000;

/** The API as whoever sends events uses it, one request at a time. */
export function eventsApi({ url, key, patienceMs, signal }: EventsApiOptions): EventsApi {
  let retries = 0;

  async function ask(path: string, body?: object): Promise<unknown> {
    const init = {
      headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
      ...(body && { method: "POST", body: JSON.stringify(body) }),
      signal,
    };
    let refusedSince: number | undefined;
    for (let pauseMs = 200; ; pauseMs = Math.min(5_000, pauseMs * 2)) {
      const answer = await fetch(`${url}/api/v1${path}`, init).catch((error: unknown) => {
        signal.throwIfAborted();
        return error as Error;
      });
      if (!(answer instanceof Error) && !passing.has(answer.status)) return readAnswer(answer);
      refusedSince ??= performance.now();
      if (performance.now() - refusedSince > patienceMs) {
        const why = answer instanceof Error ? reasonOf(answer.cause ?? answer) : answer.status;
        throw new UnavailableError(`the API at ${url} takes nothing (${why})`);
      }
      retries++;
      // An API that says how long to wait is not asked before.
      await sleep(toldPause(answer) ?? pauseMs, undefined, { signal });
    }
  }

  return {
    retries: () => retries,
    send: async (events) => eventsAnswer.parse(await ask("/events", { events })).results,
    async typeKeys() {
      const keys = new Map<string, string>();
      for (let after: string | null = ""; after !== null;) {
        const query: string = after === "" ? "" : `&after=${encodeURIComponent(after)}`;
        const page: z.output<typeof typesAnswer> = typesAnswer.parse(
          await ask(`/event-types?limit=500${query}`),
        );
        for (const { id, key: typeKey } of page.items) keys.set(id, typeKey);
        after = page.next;
      }
      return keys;
    },
  };
}

async function readAnswer(answer: Response): Promise<unknown> {
  const text = await answer.text();
  if (answer.ok) return JSON.parse(text);
  const problem = z.looseObject({ detail: z.string() }).safeParse(parsed(text));
  const words = problem.success ? problem.data.detail : text.slice(0, 200);
  const message = `the API at ${new URL(answer.url).origin} answers ${answer.status}: ${words}`;
  throw answer.status === 401 ? new UnavailableError(message) : new Error(message);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function toldPause(answer: Response | Error): number | undefined {
  if (answer instanceof Error) return undefined;
  const given = answer.headers.get("retry-after");
  const seconds = given === null ? Number.NaN : Number(given);
  return Number.isFinite(seconds) ? Math.min(longestPauseMs, seconds * 1_000) : undefined;
}
