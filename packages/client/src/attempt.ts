import type { Fault, Problem } from "./api.ts";
import { retryAfterMs } from "./backoff.ts";
import type { Kind } from "./kinds.ts";
import type { Settings } from "./options.ts";

/** How one request ended. */
export type Attempt =
  | { outcome: "taken"; body: unknown }
  /** What is in the body is wrong, or there is too much of it. */
  | { outcome: "rejected"; status: number; errors: Fault[] }
  /** Nothing that is sent like this will ever be taken. */
  | { outcome: "failed"; status: number; reason: string }
  /** It may be taken another time. */
  | { outcome: "again"; status: number | undefined; reason: string; askedMs: number | undefined };

/** Sends a body once. It throws nothing. */
export async function attempt(
  settings: Settings,
  { method, path }: Pick<Kind, "method" | "path">,
  body: string,
  signal: AbortSignal,
): Promise<Attempt> {
  const limit = new AbortController();
  const stop = (): void => limit.abort();
  const timer = setTimeout(stop, settings.timeoutMs);
  signal.addEventListener("abort", stop);
  if (signal.aborted) stop();
  try {
    const response = await settings.fetch(settings.url + path, {
      method,
      headers: { authorization: `Bearer ${settings.key}`, "content-type": "application/json" },
      body,
      redirect: "manual",
      signal: limit.signal,
    });
    return read(response.status, await response.text(), response.headers.get("retry-after"));
  } catch (error) {
    const reason = limit.signal.aborted
      ? `no answer within ${settings.timeoutMs} ms`
      : `the request failed: ${reasonOf(error)}`;
    return { outcome: "again", status: undefined, reason, askedMs: undefined };
  } finally {
    clearTimeout(timer);
    signal.removeEventListener("abort", stop);
  }
}

const mayPass = new Set([408, 425, 429]);
const aboutTheBody = new Set([400, 409, 413, 422]);

function read(status: number, text: string, retryAfter: string | null): Attempt {
  const body = parsed(text);
  if (status >= 200 && status < 300) {
    if (typeof body === "object" && body !== null) return { outcome: "taken", body };
    return { outcome: "again", status, reason: "the answer is not JSON", askedMs: undefined };
  }
  const problem = (typeof body === "object" ? body : null) as Partial<Problem> | null;
  const reason = problem?.detail ?? `answered with status ${status}`;
  if (status >= 500 || mayPass.has(status)) {
    return { outcome: "again", status, reason, askedMs: retryAfterMs(retryAfter, Date.now()) };
  }
  if (aboutTheBody.has(status)) {
    const errors = problem?.errors ?? [{ path: "", message: reason }];
    return { outcome: "rejected", status, errors };
  }
  // Status 0 is what browsers tell of a redirect.
  const redirected = status < 400 ? "the address redirects elsewhere" : reason;
  return { outcome: "failed", status, reason: redirected };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The cause says more than "fetch failed". */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { cause } = error;
  return cause instanceof Error && cause.message !== "" ? cause.message : error.message;
}
