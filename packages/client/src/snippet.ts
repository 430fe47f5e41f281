/**
 * For pages: takes what was pushed to `window.campanile` before it was loaded, and what comes after.
 * What is not answered yet is kept in the browser's storage and sent again, by this page or the
 * next; message ids keep it from counting twice.
 */
import { newId } from "./new-id.ts";

interface Start {
  url: string;
  /** A key with the scope `send` only: everybody can read it. */
  key: string;
}

type Who = Record<string, string | number>;

interface PageEvent {
  eventTypeKey: string;
  keyValue?: string | number;
  params?: unknown;
  contact?: Who;
}

type Call = ["start", Start] | ["event", PageEvent] | ["identify", Who] | ["page"] | ["reset"];

const maxQueued = 500;
/** Browsers let a page that goes away have 64 KiB in flight, of what may take 3 bytes a character. */
const maxCharacters = 10_000;

let start: Start | undefined;
let failures = 0;
let timer: ReturnType<typeof setTimeout> | undefined;
const inFlight = new Set<string>();
const memory: Record<string, unknown> = {};

function read<Value>(name: string, otherwise: Value): Value {
  try {
    const kept = localStorage.getItem(`campanile.${name}`);
    if (kept) return JSON.parse(kept) as Value;
  } catch {
    // No storage, or not ours: memory will do.
  }
  return (memory[name] as Value) ?? otherwise;
}

function write(name: string, value: unknown): void {
  memory[name] = value;
  try {
    localStorage.setItem(`campanile.${name}`, JSON.stringify(value));
  } catch {
    // Full, or forbidden.
  }
}

function anonymousId(): string {
  const id = read("id", "") || newId();
  write("id", id);
  return id;
}

/** What waits: message ids and events as JSON. */
type Kept = [id: string, json: string];
const queue = (): Kept[] => read<Kept[]>("queue", []);

function keep(event: PageEvent): void {
  const messageId = newId();
  const anonymous = anonymousId();
  const who = read<Who>("who", {});
  const json = JSON.stringify({
    keyValue: who["contactId"] ?? who["email"] ?? who["phone"] ?? anonymous,
    occurredAt: new Date(),
    ...event,
    messageId,
    contact: { anonymousId: anonymous, ...who, ...event.contact },
  });
  const all = [...queue(), [messageId, json] as Kept];
  if (all.length > maxQueued)
    console.warn("campanile: too much waits, the oldest event is dropped");
  write("queue", all.slice(-maxQueued));
  sendIn(300);
}

function sendIn(ms: number): void {
  timer ??= setTimeout(send, ms);
}

function send(): void {
  clearTimeout(timer);
  timer = undefined;
  if (!start) return;
  let room = maxCharacters;
  const batch = queue().filter(
    ([id, json], index) => !inFlight.has(id) && ((room -= json.length) > 0 || !index),
  );
  if (!batch.length) return;
  const ids = batch.map(([id]) => id);
  for (const id of ids) inFlight.add(id);
  const again = (seconds: number): void => {
    failures++;
    sendIn(Math.max(seconds * 1e3, Math.min(6e4, 500 * 2 ** failures)) * (1 + Math.random() / 2));
  };
  const body = `{"events":[${batch.map(([, json]) => json).join(",")}]}`;
  fetch(`${start.url}/api/v1/events`, {
    method: "POST",
    headers: { authorization: `Bearer ${start.key}`, "content-type": "application/json" },
    body,
    // More than browsers allow would fail at once.
    keepalive: body.length < 2 * maxCharacters,
    credentials: "omit",
  })
    .then(async ({ status, headers, ok }) => {
      if (status > 499 || status == 429 || status == 408)
        return again(+headers.get("retry-after")!);
      if (!ok || status == 207) console.warn(`campanile: events were refused (${status})`);
      failures = 0;
      write(
        "queue",
        queue().filter(([id]) => !ids.includes(id)),
      );
      sendIn(0);
    })
    .catch(() => again(0))
    .finally(() => {
      for (const id of ids) inFlight.delete(id);
    });
}

function take([name, value]: Call): void {
  if (name == "start") {
    start = value;
    send();
  } else if (name == "event") keep(value);
  else if (name == "identify") write("who", { ...read<Who>("who", {}), ...value });
  else if (name == "page") {
    const params = { pageUrl: location.href, title: document.title, referrer: document.referrer };
    keep({ eventTypeKey: "pageViewed", params });
  } else if (name == "reset") {
    // Another person at the same browser.
    write("who", {});
    write("id", "");
  }
}

const page = window as unknown as { campanile?: Call[] | { push: typeof take } };
const before = page.campanile;
page.campanile = { push: take };
if (Array.isArray(before)) before.forEach(take);
addEventListener("pagehide", send);
document.addEventListener("visibilitychange", () => document.hidden && send());
