import { ApiError } from "./api-error.ts";
import { t } from "../i18n/i18n.ts";
import { loadRefusals } from "../i18n/refusals.ts";

export type Query = Record<string, string | number | boolean | undefined | null>;

interface Options {
  query?: Query;
  body?: unknown;
  signal?: AbortSignal;
  headers?: Record<string, string>;
}

/** Called when the session is over: the router sends the reader to sign in again. */
let onSignedOut: () => void = () => undefined;
export function whenSignedOut(handler: () => void): void {
  onSignedOut = handler;
}

/**
 * One request to the public API, below /api/v1, by the browser's session.
 * @throws Problem for every answer that is not 2xx, and with status 0 when there was none
 */
async function api<Answer>(
  method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE",
  path: string,
  { query, body, signal, headers }: Options = {},
): Promise<Answer> {
  let response: Response;
  try {
    const withBody =
      body === undefined
        ? { headers }
        : {
            headers: { "content-type": "application/json", ...headers },
            body: JSON.stringify(body),
          };
    response = await fetch(`/api/v1${path}${queryText(query)}`, { method, signal, ...withBody });
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new ApiError(0, {
      type: "offline",
      detail: t("ui:failure.offline"),
    });
  }
  const answer = await jsonOf(response);
  if (response.ok) return answer as Answer;
  if (response.status === 401 && !path.startsWith("/session")) onSignedOut();
  await loadRefusals();
  throw new ApiError(response.status, (answer ?? {}) as Record<string, unknown>);
}

export const get = <Answer>(path: string, query?: Query, signal?: AbortSignal) =>
  api<Answer>("GET", path, { query, signal });
export const post = <Answer>(
  path: string,
  body: unknown = {},
  query?: Query,
  signal?: AbortSignal,
) => api<Answer>("POST", path, { body, query, signal });
export const put = <Answer>(path: string, body: unknown) => api<Answer>("PUT", path, { body });
export const patch = <Answer>(path: string, body: unknown) => api<Answer>("PATCH", path, { body });
export const remove = <Answer = void>(path: string) => api<Answer>("DELETE", path);

function queryText(query: Query = {}): string {
  const pairs = Object.entries(query).filter(
    ([, value]) => value !== undefined && value !== null && value !== "",
  );
  const text = new URLSearchParams(
    pairs.map(([name, value]): [string, string] => [name, String(value)]),
  ).toString();
  return text === "" ? "" : `?${text}`;
}

async function jsonOf(response: Response): Promise<unknown> {
  const text = await response.text();
  try {
    return text === "" ? undefined : JSON.parse(text);
  } catch {
    return { detail: t("ui:failure.notJson", { status: response.status }) };
  }
}
