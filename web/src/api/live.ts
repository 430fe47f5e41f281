import { useEffect, useRef } from "react";

/**
 * Notices of change, by server-sent events: one stream for the whole tab, as a browser has few
 * connections per host. A notice names the feed that has something new ("events", "run:<id>"), which
 * is then read by the ordinary routes. The API calls a feed a topic; on the pages a topic is what
 * contacts subscribe to. A hidden tab closes its stream, and reads everything again when it is shown.
 */
type Listener = () => void;

const listeners = new Map<string, Set<Listener>>();
let source: EventSource | undefined;
let openFeeds = "";
let timer: ReturnType<typeof setTimeout> | undefined;
let failures = 0;

function watchedFeeds(): string {
  return [...listeners.keys()].toSorted().join(",");
}

function notify(feed: string): void {
  for (const listener of listeners.get(feed) ?? []) listener();
}

function notifyAll(): void {
  for (const feed of listeners.keys()) notify(feed);
}

function close(): void {
  source?.close();
  source = undefined;
  openFeeds = "";
}

/** Feeds come and go while a page is being put together: one stream is opened for all of them. */
function reconnect(wait: number): void {
  clearTimeout(timer);
  timer = setTimeout(() => {
    const feeds = watchedFeeds();
    if (feeds === openFeeds && source !== undefined) return;
    close();
    if (feeds !== "" && document.visibilityState === "visible") open(feeds);
  }, wait);
}

function open(feeds: string): void {
  openFeeds = feeds;
  const stream = new EventSource(`/api/v1/live?topics=${encodeURIComponent(feeds)}`);
  source = stream;
  let isReopened = failures > 0;
  stream.addEventListener("open", () => {
    failures = 0;
    document.documentElement.dataset["live"] = feeds;
    if (isReopened) notifyAll();
    isReopened = false;
  });
  stream.addEventListener("changed", (message) => {
    const { topic: feed } = JSON.parse((message as MessageEvent<string>).data) as {
      topic: string;
    };
    notify(feed);
  });
  stream.addEventListener("error", () => {
    delete document.documentElement.dataset["live"];
    // The browser comes back by itself, with Last-Event-ID, unless the answer was a refusal.
    if (stream.readyState !== EventSource.CLOSED || source !== stream) return;
    failures += 1;
    close();
    reconnect(Math.min(30_000, 1_000 * 2 ** failures) * (0.5 + Math.random() / 2));
  });
}

document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "hidden") return close();
  notifyAll();
  reconnect(0);
});

/** Calls `onChange` whenever one of the feeds has something new. */
export function useLive(feeds: readonly string[], onChange: (feed: string) => void): void {
  const latest = useRef(onChange);
  useEffect(() => {
    latest.current = onChange;
  });
  const key = feeds.join(",");
  useEffect(() => {
    const mine = key === "" ? [] : key.split(",");
    const entries = mine.map((feed) => [feed, () => latest.current(feed)] as const);
    for (const [feed, listener] of entries) {
      const set = listeners.get(feed) ?? new Set();
      listeners.set(feed, set.add(listener));
    }
    reconnect(30);
    return () => {
      for (const [feed, listener] of entries) {
        const set = listeners.get(feed);
        set?.delete(listener);
        if (set?.size === 0) listeners.delete(feed);
      }
      reconnect(300);
    };
  }, [key]);
}
