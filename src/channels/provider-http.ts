import { Readable } from "node:stream";
import type { Dispatcher } from "undici";
import { request } from "undici";
import { AddressRefused } from "../platform/address-guard/lookup.ts";
import type { SendOutcome } from "./send-outcome.ts";

/** How providers are spoken to by HTTP: connections are kept, and lead only where they may. */
export interface ProviderHttp {
  call(wanted: ProviderCall): Promise<ProviderAnswer>;
}

export interface ProviderCall {
  /** POST, if nothing else is said. */
  method?: string;
  url: string;
  /** Names in lower case. */
  headers?: Record<string, string>;
  body?: string | Buffer;
  /** By HTTP/2, where the server speaks it. */
  http2?: true;
  /** For everything together, the answer's body too. No more than `longestSendMs`. */
  timeoutMs?: number;
}

export type ProviderAnswer =
  | {
      outcome: "answered";
      status: number;
      /** Names in lower case. */
      headers: Record<string, string>;
      /** Cut where it is longer than allowed. */
      text: string;
    }
  /** Nothing of it has left: it was certainly not taken. */
  | { outcome: "not begun"; message: string; /** It leads where nothing may. */ isPrivate?: true }
  /** This message can't be sent so, now or later. */
  | { outcome: "forbidden"; message: string }
  /** It was on its way when the line broke, or no answer came in time: it may have been taken. */
  | { outcome: "broken"; message: string };

export type Answered = Extract<ProviderAnswer, { outcome: "answered" }>;

/** A slot that a dead worker held is another's after a while: nothing may be on its way so long. */
export const longestSendMs = 20_000;
const maxBytes = 256 * 1024;

/**
 * @param agent through the address guard (`guardedAgent`)
 * @param secrets values that nothing may show: answers that repeat them are told without them
 * @param longestMs for tests: what hangs is given up sooner
 * @param http2Agent for calls that want HTTP/2
 */
export function providerHttp(
  agent: Dispatcher,
  secrets: readonly string[],
  longestMs = longestSendMs,
  http2Agent = agent,
): ProviderHttp {
  return {
    call: async (wanted) => {
      const timeoutMs = Math.min(wanted.timeoutMs ?? longestMs, longestMs);
      const answer = await callOnce(wanted.http2 === true ? http2Agent : agent, {
        ...wanted,
        timeoutMs,
      });
      return answer.outcome === "answered"
        ? { ...answer, text: withoutSecrets(answer.text, secrets) }
        : answer;
    },
  };
}

async function callOnce(
  agent: Dispatcher,
  wanted: ProviderCall & { timeoutMs: number },
): Promise<ProviderAnswer> {
  const { method = "POST", url, headers = {}, body = "", timeoutMs: limit } = wanted;
  if (!/^https?:\/\//i.test(url) || !URL.canParse(url)) {
    return { outcome: "forbidden", message: "the provider's address is not http or https" };
  }
  const signal = AbortSignal.timeout(limit);
  const content = Buffer.from(body);
  let begun = false;
  // Read, and so begun, only when there is a connection to write it to.
  const stream = async function* (): AsyncGenerator<Buffer> {
    begun = true;
    yield content;
  };
  const hasBody = content.length > 0;
  try {
    const response = await request(url, {
      dispatcher: agent,
      method,
      headers: hasBody ? { ...headers, "content-length": String(content.length) } : headers,
      body: hasBody ? Readable.from(stream()) : null,
      signal,
      headersTimeout: limit,
      bodyTimeout: limit,
    });
    return {
      outcome: "answered",
      status: response.statusCode,
      headers: flat(response.headers),
      text: await textOf(response.body),
    };
  } catch (error) {
    return failureOf(error, { begun: begun || !hasBody, timedOut: signal.aborted, limit });
  }
}

function flat(headers: Dispatcher.ResponseData["headers"]): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, [value ?? ""].flat().join(", ")]),
  );
}

/** The status says enough: a body that breaks off or is too long is shown as far as it came. */
async function textOf(body: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const chunk of body) {
      chunks.push(chunk);
      bytes += chunk.length;
      if (bytes > maxBytes) break;
    }
  } catch {
    // What was read is kept.
  }
  return Buffer.concat(chunks).subarray(0, maxBytes).toString();
}

/** These come before a connection is there, also of a request that has no body to tell it by. */
const beforeConnection: Record<string, string> = {
  ENOTFOUND: "its name is unknown",
  EAI_AGAIN: "its name could not be looked up",
  ECONNREFUSED: "the connection was refused",
  EHOSTUNREACH: "there is no way there",
  ENETUNREACH: "there is no way there",
  UND_ERR_CONNECT_TIMEOUT: "it could not be connected to in time",
  CERT_HAS_EXPIRED: "its certificate has expired",
  DEPTH_ZERO_SELF_SIGNED_CERT: "its certificate is self-signed",
  SELF_SIGNED_CERT_IN_CHAIN: "its certificate is self-signed",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: "its certificate is signed by nobody known",
  ERR_TLS_CERT_ALTNAME_INVALID: "its certificate is another host's",
};

function failureOf(
  error: unknown,
  { begun, timedOut, limit }: { begun: boolean; timedOut: boolean; limit: number },
): ProviderAnswer {
  const all = error instanceof AggregateError ? (error.errors as unknown[]) : [error];
  if (all.some((each) => each instanceof AddressRefused)) {
    // The set-up's fault, and not the message's: it waits until that is mended.
    const message = "the provider's address is not a public one";
    return { outcome: "not begun", message, isPrivate: true };
  }
  const codes = all.map((each) => String((each as { code?: unknown } | null)?.code));
  const early = codes.find((code) => Object.hasOwn(beforeConnection, code));
  if (early !== undefined) {
    return { outcome: "not begun", message: beforeConnection[early] ?? early };
  }
  if (codes.includes("UND_ERR_INVALID_ARG") || all.some((each) => each instanceof TypeError)) {
    return { outcome: "forbidden", message: "the request can't be sent: a header or the method" };
  }
  const message = timedOut ? `no answer within ${limit / 1_000} s` : "the connection was cut";
  return { outcome: begun ? "broken" : "not begun", message };
}

/** A text as it may be shown: what it repeats of our secrets is left out. */
export function withoutSecrets(text: string, secrets: readonly string[]): string {
  const long = secrets.filter((secret) => secret.length >= 4);
  return long.reduce((shown, secret) => shown.replaceAll(secret, "•••"), text);
}

/** How answers of one provider are read. */
export interface AnswerRules {
  /** Of an answer with a status of 2xx: some say no in it. */
  taken(answer: Answered): SendOutcome;
  /** What the provider says of a refusal; by default the beginning of its answer. */
  words?(answer: Answered): string;
  /** Statuses by which it says that it has not taken the message and may later, besides the usual. */
  deferred?: readonly number[];
}

/** Not taken, and nothing wrong with the message: wrong credentials are mended, and limits pass. */
const usuallyDeferred = [401, 408, 425, 429, 503];
const longestPauseMs = 3_600_000;

/** What became of a message, by what its provider answered. */
export function sendOutcome(answer: ProviderAnswer, rules: AnswerRules): SendOutcome {
  if (answer.outcome === "forbidden") return { outcome: "refused", message: answer.message };
  if (answer.outcome === "not begun") return { outcome: "deferred", message: answer.message };
  if (answer.outcome === "broken") return { outcome: "unknown", message: answer.message };
  const { status } = answer;
  if (status >= 200 && status < 300) return rules.taken(answer);
  const message = `${status}: ${(rules.words ?? beginning)(answer)}`;
  if (usuallyDeferred.includes(status) || rules.deferred?.includes(status) === true) {
    const retryAfterMs = retryAfter(answer);
    return retryAfterMs === undefined
      ? { outcome: "deferred", message }
      : { outcome: "deferred", message, retryAfterMs };
  }
  // A gateway may have given up on what goes on behind it.
  if (status >= 500) return { outcome: "unknown", message };
  return { outcome: "refused", message };
}

/** The beginning of an answer, in one line. */
export function beginning({ text }: Answered): string {
  const line = text.replaceAll(/\s+/g, " ").trim();
  return line === "" ? "(an empty answer)" : line.slice(0, 300);
}

/** @returns the answer as JSON, or null where it is none */
export function jsonOf({ text }: Answered): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Of `Retry-After`: seconds, or a date. */
function retryAfter({ headers, status }: Answered): number | undefined {
  const given = headers["retry-after"]?.trim();
  if (given === undefined || given === "") return status === 429 ? 1_000 : undefined;
  const ms = /^\d+(\.\d+)?$/.test(given) ? Number(given) * 1_000 : Date.parse(given) - Date.now();
  if (Number.isNaN(ms)) return undefined;
  return Math.min(Math.max(ms, 0), longestPauseMs);
}
