import type { Dispatcher } from "undici";
import { request } from "undici";
import { sayVisit } from "../../domain/sentences/visit-sentences.ts";
import { AddressRefused } from "./lookup.ts";

export interface OutsideRequest {
  method: string;
  url: string;
  /** Names in lower case. */
  headers: Record<string, string>;
  body: string | null;
  /** What another origin must not see, when a redirect leads there. */
  confidential: { headers: ReadonlySet<string>; body: boolean };
  /** For everything together, redirects and the body too. */
  timeoutMs: number;
  /** A server that sends nothing for so long is not waited for; by default 300 s. */
  idleMs?: number;
  /** A longer body is not read to its end. */
  maxBytes: number;
}

export type OutsideAnswer =
  | {
      outcome: "answered";
      status: number;
      headers: Record<string, string>;
      /** Null: longer than allowed. */
      body: Buffer | null;
    }
  /** It must not be made, and so was not; a retry would change nothing. */
  | { outcome: "refused"; message: string }
  /** It may or may not have arrived. */
  | { outcome: "unreached"; message: string };

const maxRedirects = 5;

/**
 * One HTTP request through an agent (`guardedAgent`), redirects followed by hand, so that each
 * address on the way is looked at. Messages name no address: it may be personal or secret.
 */
export async function requestOutside(
  agent: Dispatcher,
  wanted: OutsideRequest,
): Promise<OutsideAnswer> {
  const signal = AbortSignal.timeout(wanted.timeoutMs);
  try {
    const opened = await open(agent, wanted, signal);
    return "outcome" in opened ? opened : await answerOf(opened, wanted.maxBytes);
  } catch (error) {
    return failureOf(error, signal, wanted.timeoutMs);
  }
}

export type OutsideStream =
  | { outcome: "opened"; status: number; body: AsyncIterable<Buffer> }
  | Exclude<OutsideAnswer, { outcome: "answered" }>;

/** A body that ended too early, or was longer than allowed: thrown while it is read. */
export class OutsideStreamFailed extends Error {
  readonly why: "cut" | "too_long";
  constructor(why: "cut" | "too_long", message: string) {
    super(message);
    this.name = "OutsideStreamFailed";
    this.why = why;
  }
}

/** The same, for a body that is read as it comes. Whoever stops reading closes the connection. */
export async function streamOutside(
  agent: Dispatcher,
  wanted: OutsideRequest,
): Promise<OutsideStream> {
  const signal = AbortSignal.timeout(wanted.timeoutMs);
  try {
    const opened = await open(agent, wanted, signal);
    if ("outcome" in opened) return opened;
    const body = bounded(opened.body as AsyncIterable<Buffer>, signal, wanted);
    return { outcome: "opened", status: opened.statusCode, body };
  } catch (error) {
    return failureOf(error, signal, wanted.timeoutMs);
  }
}

async function* bounded(
  body: AsyncIterable<Buffer>,
  signal: AbortSignal,
  { maxBytes, timeoutMs }: OutsideRequest,
): AsyncGenerator<Buffer> {
  let bytes = 0;
  try {
    for await (const chunk of body) {
      bytes += chunk.length;
      if (bytes > maxBytes) {
        throw new OutsideStreamFailed("too_long", sayVisit("longerThan", { bytes: maxBytes }));
      }
      yield chunk;
    }
  } catch (error) {
    if (error instanceof OutsideStreamFailed) throw error;
    const failure = failureOf(error, signal, timeoutMs);
    throw new OutsideStreamFailed("cut", failure.message);
  }
}

type Unanswered = Exclude<OutsideAnswer, { outcome: "answered" }>;

/** The answer at the end of the redirects, its body not read yet. */
async function open(
  agent: Dispatcher,
  wanted: OutsideRequest,
  signal: AbortSignal,
): Promise<Dispatcher.ResponseData | Unanswered> {
  let current = wanted;
  for (let redirects = 0; ; redirects++) {
    const problem = addressError(current.url);
    if (problem !== null) return { outcome: "refused", message: problem };
    const { method, url, headers, body, idleMs = 300_000 } = current;
    const response = await request(url, {
      dispatcher: agent,
      method,
      headers,
      body,
      signal,
      headersTimeout: idleMs,
      bodyTimeout: idleMs,
    });
    const location = [response.headers["location"]].flat()[0];
    if (!isRedirect(response.statusCode) || location === undefined) return response;
    await response.body.dump();
    if (redirects === maxRedirects) {
      return { outcome: "refused", message: sayVisit("redirectedOften", { times: maxRedirects }) };
    }
    const next = redirected(current, response.statusCode, location);
    if (next === null) return { outcome: "refused", message: sayVisit("redirectedNowhere") };
    if (next === "confidential") {
      return { outcome: "refused", message: sayVisit("redirectedElsewhere") };
    }
    current = next;
  }
}

function addressError(url: string): string | null {
  if (!URL.canParse(url)) return sayVisit("noUrl");
  const { protocol, username, password } = new URL(url);
  if (protocol !== "http:" && protocol !== "https:") return sayVisit("noHttp");
  return username !== "" || password !== "" ? sayVisit("hasPassword") : null;
}

const isRedirect = (status: number): boolean => [301, 302, 303, 307, 308].includes(status);

/** The request to where a redirect points, as browsers make it. */
function redirected(
  from: OutsideRequest,
  status: number,
  location: string,
): OutsideRequest | "confidential" | null {
  if (!URL.canParse(location, from.url)) return null;
  const target = new URL(location, from.url);
  const isGet = from.method === "GET" || from.method === "HEAD";
  const becomesGet = !isGet && (status === 303 || (status <= 302 && from.method === "POST"));
  const leaves = target.origin !== new URL(from.url).origin;
  if (leaves && !becomesGet && from.body !== null && from.confidential.body) return "confidential";
  const dropped = new Set<string>();
  if (becomesGet) for (const name of ["content-type", "content-length"]) dropped.add(name);
  if (leaves) {
    for (const name of ["authorization", "cookie", "proxy-authorization"]) dropped.add(name);
    for (const name of from.confidential.headers) dropped.add(name);
  }
  return {
    ...from,
    method: becomesGet ? "GET" : from.method,
    url: target.href,
    headers: Object.fromEntries(
      Object.entries(from.headers).filter(([name]) => !dropped.has(name)),
    ),
    body: becomesGet ? null : from.body,
  };
}

async function answerOf(
  { statusCode, headers, body }: Dispatcher.ResponseData,
  maxBytes: number,
): Promise<OutsideAnswer> {
  const flat = Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, [value ?? ""].flat().join(", ")]),
  );
  const answer = { outcome: "answered", status: statusCode, headers: flat } as const;
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of body as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    // Leaving the loop closes the connection.
    if (bytes > maxBytes) return { ...answer, body: null };
    chunks.push(chunk);
  }
  return { ...answer, body: Buffer.concat(chunks) };
}

const errorText: Record<string, string> = {
  ENOTFOUND: sayVisit("nameUnknown"),
  EAI_AGAIN: sayVisit("nameNotLookedUp"),
  ECONNREFUSED: sayVisit("connectionRefused"),
  ECONNRESET: sayVisit("connectionCut"),
  EPIPE: sayVisit("connectionCut"),
  UND_ERR_SOCKET: sayVisit("connectionCut"),
  EHOSTUNREACH: sayVisit("noWay"),
  ENETUNREACH: sayVisit("noWay"),
  ETIMEDOUT: sayVisit("didNotAnswer"),
  UND_ERR_CONNECT_TIMEOUT: sayVisit("didNotAnswer"),
  UND_ERR_HEADERS_TIMEOUT: sayVisit("didNotAnswer"),
  UND_ERR_BODY_TIMEOUT: sayVisit("didNotAnswer"),
  CERT_HAS_EXPIRED: sayVisit("certificateExpired"),
  DEPTH_ZERO_SELF_SIGNED_CERT: sayVisit("certificateSelfSigned"),
  SELF_SIGNED_CERT_IN_CHAIN: sayVisit("certificateSelfSigned"),
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: sayVisit("certificateOfNobody"),
  ERR_TLS_CERT_ALTNAME_INVALID: sayVisit("certificateOfAnother"),
};

function failureOf(error: unknown, signal: AbortSignal, timeoutMs: number): Unanswered {
  const all = error instanceof AggregateError ? (error.errors as unknown[]) : [error];
  if (all.some((each) => each instanceof AddressRefused)) {
    return { outcome: "refused", message: sayVisit("notPublic") };
  }
  if (signal.aborted) {
    return { outcome: "unreached", message: sayVisit("noAnswer", { seconds: timeoutMs / 1_000 }) };
  }
  const code = all.map((each) => (each as { code?: unknown } | null)?.code).find(isText) ?? "";
  // Faults of the request itself, such as a line break in a header.
  if (code === "UND_ERR_INVALID_ARG" || all.some((each) => each instanceof TypeError)) {
    return { outcome: "refused", message: sayVisit("cantBeSent") };
  }
  const why = Object.hasOwn(errorText, code) ? errorText[code] : code;
  return {
    outcome: "unreached",
    message: why === "" || why === undefined ? sayVisit("justFailed") : why,
  };
}

const isText = (value: unknown): value is string => typeof value === "string";
