import { useEffect, useRef } from "react";

/**
 * Notices of change, by server-sent events: one stream for the whole tab, as a browser has few
 * connections per host. A notice names a topic; what is new is asked for by the ordinary routes.
 * A hidden tab closes its stream, and asks for everything anew when it is shown again.
 */
type Listener = () => void;

const listeners = new Map<string, Set<Listener>>();
let source: EventSource | undefined;
let opened = "";
let timer: ReturnType<typeof setTimeout> | undefined;
let failures = 0;

function topicsNow(): string {
  return [...listeners.keys()].toSorted().join(",");
}

function tell(topic: string): void {
  for (const listener of listeners.get(topic) ?? []) listener();
}

function tellAll(): void {
  for (const topic of listeners.keys()) tell(topic);
}

function close(): void {
  source?.close();
  source = undefined;
  opened = "";
}

/** Topics come and go while a page is being put together: one stream for all of them. */
function arrange(wait: number): void {
  clearTimeout(timer);
  timer = setTimeout(() => {
    const topics = topicsNow();
    if (topics === opened && source !== undefined) return;
    close();
    if (topics !== "" && document.visibilityState === "visible") open(topics);
  }, wait);
}

function open(topics: string): void {
  opened = topics;
  const stream = new EventSource(`/api/v1/live?topics=${encodeURIComponent(topics)}`);
  source = stream;
  let isReopened = failures > 0;
  stream.addEventListener("open", () => {
    failures = 0;
    document.documentElement.dataset["live"] = topics;
    if (isReopened) tellAll();
    isReopened = false;
  });
  stream.addEventListener("changed", (message) => {
    const { topic } = JSON.parse((message as MessageEvent<string>).data) as { topic: string };
    tell(topic);
  });
  stream.addEventListener("error", () => {
    delete document.documentElement.dataset["live"];
    // The browser comes back by itself, with Last-Event-ID, unless the answer was a refusal.
    if (stream.readyState !== EventSource.CLOSED || source !== stream) return;
    failures += 1;
    close();
    arrange(Math.min(30_000, 1_000 * 2 ** failures) * (0.5 + Math.random() / 2));
  });
}

document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "hidden") return close();
  tellAll();
  arrange(0);
});

/** Calls `onChange` whenever something about one of the topics has changed. */
export function useLive(topics: readonly string[], onChange: (topic: string) => void): void {
  const latest = useRef(onChange);
  useEffect(() => {
    latest.current = onChange;
  });
  const key = topics.join(",");
  useEffect(() => {
    const mine = key === "" ? [] : key.split(",");
    const entries = mine.map((topic) => [topic, () => latest.current(topic)] as const);
    for (const [topic, listener] of entries) {
      const set = listeners.get(topic) ?? new Set();
      listeners.set(topic, set.add(listener));
    }
    arrange(30);
    return () => {
      for (const [topic, listener] of entries) {
        const set = listeners.get(topic);
        set?.delete(listener);
        if (set?.size === 0) listeners.delete(topic);
      }
      arrange(300);
    };
  }, [key]);
}
