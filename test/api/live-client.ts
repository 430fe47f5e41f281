import { afterwards } from "../support/afterwards.ts";
import { eventually } from "../support/wait.ts";

export interface Notice {
  event: string;
  id: string;
  data: { topic?: string; topics?: string[] };
}

export interface LiveClient {
  status: number;
  headers: Headers;
  /** What came, in its order. */
  notices: Notice[];
  /** Everything that came, as it stood on the wire. */
  raw(): string;
  /** Waits for the n-th notice, from 1. */
  notice(count: number): Promise<Notice>;
  /** Resolves when the server has ended the stream. */
  ended: Promise<void>;
  close(): void;
}

/** Opens a stream as a browser would. A refusal has no notices. */
export async function liveClient(
  url: string,
  topics: string,
  credentials: Record<string, string>,
  lastEventId?: string,
): Promise<LiveClient> {
  const abort = new AbortController();
  afterwards(() => abort.abort());
  const response = await fetch(`${url}/api/v1/live?topics=${topics}`, {
    headers: {
      accept: "text/event-stream",
      ...credentials,
      ...(lastEventId !== undefined && { "last-event-id": lastEventId }),
    },
    signal: abort.signal,
  });
  const notices: Notice[] = [];
  let raw = "";
  let read = 0;
  async function listen(): Promise<void> {
    if (!response.body) return;
    const decoder = new TextDecoder();
    for await (const chunk of response.body) {
      raw += decoder.decode(chunk as Uint8Array, { stream: true });
      for (let end = raw.indexOf("\n\n", read); end >= 0; end = raw.indexOf("\n\n", read)) {
        const notice = noticeOf(raw.slice(read, end));
        if (notice !== undefined) notices.push(notice);
        read = end + 2;
      }
    }
  }
  const ended = listen().catch(() => undefined);
  return {
    status: response.status,
    headers: response.headers,
    notices,
    ended,
    raw: () => raw,
    notice: (count) => eventually(`notice ${count}`, () => notices[count - 1]),
    close: () => abort.abort(),
  };
}

function noticeOf(block: string): Notice | undefined {
  const fields = new Map(
    block.split("\n").map((line) => [line.split(": ", 1)[0], line.slice(line.indexOf(": ") + 2)]),
  );
  const event = fields.get("event");
  if (event === undefined) return undefined;
  const data = JSON.parse(fields.get("data") ?? "") as Notice["data"];
  return { event, id: fields.get("id") ?? "", data };
}
