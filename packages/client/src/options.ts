import type { NotTaken } from "./outcome.ts";

/** What was not taken: as it would have been sent, as JSON. */
export interface Loss {
  kind: "event" | "contact" | "order" | "product";
  json: string;
  outcome: NotTaken;
}

export interface CampanileOptions {
  /** Where Campanile is: `https://campaigns.example.com`. */
  url: string;
  /** An API key; the scope `send` is enough. */
  key: string;
  /** How many go in one request at most, 1 to 1,000. By default 100. */
  batchSize?: number;
  /** Milliseconds that the first of a batch waits for others. By default 1,000. */
  intervalMs?: number;
  /** How many may wait, those in flight included. By default 10,000. */
  maxQueue?: number;
  /** What goes when there is no room: what comes, or what has waited longest. By default `newest`. */
  dropWhenFull?: "newest" | "oldest";
  /** Milliseconds until an attempt counts as failed. By default 10,000. */
  timeoutMs?: number;
  /** Milliseconds for which a batch is tried again and again. By default 15 minutes. */
  retryForMs?: number;
  /** Milliseconds before the second attempt; each further one waits twice as long. By default 500. */
  retryBaseMs?: number;
  /** Milliseconds that an attempt waits at most, unless the API asks for more. By default 30,000. */
  retryMaxMs?: number;
  /**
   * Sends what is left when the process ends by itself or is told to by SIGTERM or SIGINT. Until then
   * nothing of the client keeps the process alive.
   */
  flushAtExit?: boolean;
  /** Milliseconds that the sending at the process's end may take. By default 5,000. */
  exitTimeoutMs?: number;
  /** Told of each thing that was not taken, and why. By default a line on the console. */
  onError?: (loss: Loss) => void;
  /** Replaces the fetch of the runtime. */
  fetch?: typeof fetch;
}

export type Settings = Required<CampanileOptions>;

/** @throws TypeError for what can't be meant */
export function settingsOf(options: CampanileOptions): Settings {
  const { url, key, ...rest } = options;
  const base = URL.canParse(url) ? new URL(url) : undefined;
  if (base === undefined || !/^https?:$/.test(base.protocol)) {
    throw new TypeError("url must begin with http:// or https://");
  }
  if (typeof key !== "string" || key === "") throw new TypeError("key must be an API key");
  const settings: Settings = {
    url: withoutSlash(url),
    key,
    batchSize: rest.batchSize ?? 100,
    intervalMs: rest.intervalMs ?? 1_000,
    maxQueue: rest.maxQueue ?? 10_000,
    dropWhenFull: rest.dropWhenFull ?? "newest",
    timeoutMs: rest.timeoutMs ?? 10_000,
    retryForMs: rest.retryForMs ?? 15 * 60_000,
    retryBaseMs: rest.retryBaseMs ?? 500,
    retryMaxMs: rest.retryMaxMs ?? 30_000,
    flushAtExit: rest.flushAtExit ?? false,
    exitTimeoutMs: rest.exitTimeoutMs ?? 5_000,
    onError: rest.onError ?? logToConsole,
    fetch: rest.fetch ?? ((input, init) => fetch(input, init)),
  };
  requireInteger(settings, "batchSize", 1, 1_000);
  requireInteger(settings, "maxQueue", 1, 1_000_000_000);
  for (const name of ["intervalMs", "retryForMs", "exitTimeoutMs"] as const) {
    requireInteger(settings, name, 0, maxTimerMs);
  }
  for (const name of ["timeoutMs", "retryBaseMs", "retryMaxMs"] as const) {
    requireInteger(settings, name, 1, maxTimerMs);
  }
  return settings;
}

/** Timers take no longer time than this. */
export const maxTimerMs = 2_147_483_647;

function requireInteger(settings: Settings, name: keyof Settings, min: number, max: number): void {
  const value = settings[name];
  if (Number.isInteger(value) && Number(value) >= min && Number(value) <= max) return;
  throw new TypeError(`${name} must be a whole number from ${min} to ${max}`);
}

/** Leaves out what was to be sent, as it is about a person. */
function logToConsole({ kind, outcome }: Loss): void {
  const reason = outcome.outcome === "rejected" ? JSON.stringify(outcome.errors) : outcome.reason;
  console.error(`Campanile: not taken, of kind ${kind}: ${outcome.outcome}, ${reason}`);
}

function withoutSlash(url: string): string {
  let end = url.length;
  while (url[end - 1] === "/") end--;
  return url.slice(0, end);
}
