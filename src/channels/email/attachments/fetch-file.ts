import { setTimeout as sleep } from "node:timers/promises";
import type { Dispatcher } from "undici";
import { isTransientStatus } from "../../../domain/webhook-retry.ts";
import type { OutsideAnswer } from "../../../platform/address-guard/request.ts";
import { requestOutside } from "../../../platform/address-guard/request.ts";

/** A file as it was found. */
export interface FoundFile {
  content: Buffer;
  /** A content type, as who sent it has said. */
  said: string | null;
  /** What who sent it calls it. */
  called: string | null;
}

export type FileAnswer =
  | ({ outcome: "found" } & FoundFile)
  /** Temporary: it may be there later. */
  | { outcome: "missing"; message: string; isTemporary: boolean };

/** So long at most is waited for one, redirects and its content included. */
const timeoutMs = 15_000;
const pauseMs = 500;

/** Fetches a file from outside, through the address guard; what may pass is tried once more at once. */
export async function fetchFile(
  agent: Dispatcher,
  url: string,
  maxBytes: number,
): Promise<FileAnswer> {
  const first = await fetchOnce(agent, url, maxBytes);
  if (first.outcome === "found" || !first.isTemporary) return first;
  await sleep(pauseMs);
  return fetchOnce(agent, url, maxBytes);
}

async function fetchOnce(agent: Dispatcher, url: string, maxBytes: number): Promise<FileAnswer> {
  const answer = await requestOutside(agent, {
    method: "GET",
    url,
    headers: { accept: "*/*", "user-agent": "Campanile" },
    body: null,
    confidential: { headers: new Set(), body: false },
    timeoutMs,
    maxBytes,
  });
  return read(answer, maxBytes);
}

function read(answer: OutsideAnswer, maxBytes: number): FileAnswer {
  if (answer.outcome === "refused") return missing(answer.message, false);
  if (answer.outcome === "unreached") return missing(answer.message, true);
  const { status, body, headers } = answer;
  if (status < 200 || status > 299) {
    return missing(`its address answered ${status}`, isTransientStatus(status));
  }
  if (body === null) return missing(`it is larger than ${megabytes(maxBytes)}`, false);
  if (body.length === 0) return missing("it is empty", false);
  const said = headers["content-type"] ?? null;
  const called = nameIn(headers["content-disposition"] ?? "");
  return { outcome: "found", content: body, said, called };
}

function missing(message: string, isTemporary: boolean): FileAnswer {
  return { outcome: "missing", message, isTemporary };
}

/** `attachment; filename="a.pdf"; filename*=UTF-8''%C3%A4.pdf`: the second says it better. */
function nameIn(disposition: string): string | null {
  const [, encoded] = /;\s*filename\*\s*=\s*utf-8'[^']*'([^;\s]+)/i.exec(disposition) ?? [];
  if (encoded !== undefined) {
    try {
      return decodeURIComponent(encoded);
    } catch {
      // What can't be read says nothing.
    }
  }
  const [, quoted, bare] = /;\s*filename\s*=\s*(?:"([^"]*)"|([^;\s]+))/i.exec(disposition) ?? [];
  return quoted ?? bare ?? null;
}

export function megabytes(bytes: number): string {
  return `${Math.round(bytes / 104_857.6) / 10} MB`;
}
