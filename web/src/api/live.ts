import type { QueryKey } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { readAgain } from "./query-client.ts";
import { takeTurns } from "./take-turns.ts";

/**
 * Notices of change, by server-sent events: one stream for the whole tab, as a browser has few
 * connections per host. A notice names the feed that has something new ("events", "run:<id>"), which
 * is then read by the ordinary routes. The API calls a feed a topic; on the pages a topic is what
 * contacts subscribe to. A stream tells nothing of what came before its hello, so then everything is
 * read again that was read before. A hidden tab closes its stream, and opens another when it is shown.
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
  let isNew = true;
  stream.addEventListener("hello", () => {
    failures = 0;
    document.documentElement.dataset["live"] = feeds;
    // One that the browser takes up again is told what has come between, by Last-Event-ID.
    if (isNew) notifyAll();
    isNew = false;
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
  reconnect(0);
});

/**
 * Reads queries again, all that begin with one of the keys and are shown, whenever one of the feeds has
 * something new: at most once in so many milliseconds, for what is dear or need not follow each change.
 */
export function useLive(feeds: readonly string[], keys: readonly QueryKey[], pauseMs = 0): void {
  const latest = useRef(keys);
  useEffect(() => {
    latest.current = keys;
  });
  const names = feeds.join(",");
  useEffect(() => {
    const mine = names === "" ? [] : names.split(",");
    const reading = takeTurns(() => readAgain(latest.current), pauseMs);
    for (const feed of mine) {
      const set = listeners.get(feed) ?? new Set();
      listeners.set(feed, set.add(reading.next));
    }
    reconnect(30);
    return () => {
      reading.stop();
      for (const feed of mine) {
        const set = listeners.get(feed);
        set?.delete(reading.next);
        if (set?.size === 0) listeners.delete(feed);
      }
      reconnect(300);
    };
  }, [names, pauseMs]);
}
