import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";

/** How long a request is tried again when nobody answers or the answer is "not now". */
const patienceMs = 120_000;
const passing = new Set([429, 502, 503, 504]);

export interface ApiClient {
  get(path: string): Promise<unknown>;
  post(path: string, body?: object): Promise<unknown>;
  /** Every item of a list, page by page, 500 at a time. `path` may have a query. */
  list<Item>(path: string, item: z.ZodType<Item>): Promise<Item[]>;
  /** A page of ours as a browser that has signed in sees it. */
  page(path: string): Promise<Buffer>;
  /** Signs in by the banner's link. */
  signIn(link: string): Promise<void>;
  /** How often a request had to be made again. */
  retries(): number;
}

/**
 * The HTTP API as a producer uses it. A request that got no answer, or 429 or 503, is made again:
 * what it does must be harmless to repeat.
 */
export function apiClient(url: string, key: string): ApiClient {
  let cookie = "";
  let retries = 0;

  async function ask(target: string, init: RequestInit): Promise<Response> {
    const deadline = Date.now() + patienceMs;
    for (let pause = 200; ; pause = Math.min(5_000, pause * 2)) {
      const answer = await fetch(target, init).catch((error: unknown) => error as Error);
      const again = answer instanceof Error || passing.has(answer.status);
      if (!again) return answer;
      if (Date.now() > deadline) {
        const why = answer instanceof Error ? answer.message : answer.status;
        throw new Error(`${new URL(target).pathname} was tried for two minutes: ${why}`);
      }
      retries++;
      await sleep(pauseOf(answer) ?? pause);
    }
  }

  async function call(method: string, path: string, body?: object): Promise<unknown> {
    const headers = { authorization: `Bearer ${key}`, "content-type": "application/json" };
    const init = { method, headers, ...(body && { body: JSON.stringify(body) }) };
    const answer = await ask(`${url}/api/v1${path}`, init);
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text.slice(0, 500)}`);
    return text === "" ? undefined : JSON.parse(text);
  }

  return {
    get: (path) => call("GET", path),
    post: (path, body) => call("POST", path, body),
    retries: () => retries,
    async list(path, item) {
      const page = z.object({ items: z.array(item), next: z.string().nullable() });
      const items = [];
      let next: string | null = "";
      while (next !== null) {
        const query: string = `limit=500${next === "" ? "" : `&after=${encodeURIComponent(next)}`}`;
        const got = page.parse(
          await call("GET", `${path}${path.includes("?") ? "&" : "?"}${query}`),
        );
        items.push(...got.items);
        ({ next } = got);
      }
      return items;
    },
    async page(path) {
      const answer = await ask(`${url}${path}`, { headers: { cookie }, redirect: "manual" });
      if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
      return Buffer.from(await answer.arrayBuffer());
    },
    async signIn(link) {
      const answer = await ask(link, { redirect: "manual" });
      cookie = answer.headers.get("set-cookie")?.split(";")[0] ?? "";
      if (cookie === "") throw new Error(`signing in failed: ${answer.status}`);
    },
  };
}

function pauseOf(answer: Response | Error): number | undefined {
  if (answer instanceof Error) return undefined;
  const seconds = Number(answer.headers.get("retry-after") ?? Number.NaN);
  return Number.isFinite(seconds) ? Math.min(30, seconds) * 1_000 : undefined;
}
