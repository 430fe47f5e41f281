/**
 * For pages: takes what was pushed to `window.campanile` before it was loaded, and what comes after.
 * What is not answered yet is kept in the browser's storage and sent again, by this page or the
 * next; message ids keep it from counting twice.
 */
import { newId } from "./new-id.ts";

interface Start {
  url: string;
  /** A key with the scope `collect` only: everybody can read it. */
  key: string;
  /** Tells of each page by itself, also where an app changes the address without loading one. */
  pages?: boolean;
  /** Keeps and sends nothing until `["consent", true]`. */
  consent?: boolean;
  /** Keeps and sends nothing in browsers that ask not to be tracked. */
  doNotTrack?: boolean;
}

type Who = Record<string, string | number>;

interface PageEvent {
  eventTypeKey: string;
  keyValue?: string | number;
  params?: unknown;
  contact?: Who;
}

type Params = Record<string, unknown>;

type Call =
  | ["start", Start]
  | ["event", PageEvent]
  | ["identify", Who]
  | ["product" | "cart", Params]
  | ["consent", boolean]
  | ["page"]
  | ["reset"];

const maxQueued = 500;
/** Browsers let a page that goes away have 64 KiB in flight, of what may take 3 bytes a character. */
const maxCharacters = 10_000;

let start: Start | undefined;
/** What the visitor has said; undefined: nothing yet. */
let consent: boolean | undefined;
/** Calls that wait for consent, in memory only. */
let held: Call[] = [];
let lastPage = "";
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

/** Undefined leaves nothing. */
function write(name: string, value?: unknown): void {
  memory[name] = value;
  try {
    localStorage[value ? "setItem" : "removeItem"](`campanile.${name}`, JSON.stringify(value));
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
  if (!start || !mayKeep()) return;
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
      const left = queue().filter(([id]) => !ids.includes(id));
      write("queue", left[0] && left);
      sendIn(0);
    })
    .catch(() => again(0))
    .finally(() => {
      for (const id of ids) inFlight.delete(id);
    });
}

/** Says where it is now: an event may be kept when another page is shown. */
const viewed = (): PageEvent => ({
  eventTypeKey: "pageViewed",
  params: { pageUrl: location.href, title: document.title, referrer: document.referrer },
});

function take(call: Call): void {
  const [name, value] = call;
  if (name == "start") {
    start = value;
    if (value.pages) follow();
    send();
  } else if (name == "consent") {
    consent = value;
    const waiting = held;
    held = [];
    if (value) waiting.forEach(take);
    else ["queue", "who", "id"].forEach((kept) => write(kept));
    send();
  } else if (name == "page") take(["event", viewed()]);
  else if (name == "product") take(["event", { eventTypeKey: "productViewed", params: value }]);
  else if (name == "cart") take(["event", { eventTypeKey: "cartUpdated", params: value }]);
  else if (!mayKeep()) {
    if (consent == undefined && !isRefused() && held.length < maxQueued) held.push(call);
  } else if (name == "event") keep(value);
  else if (name == "identify") write("who", { ...read<Who>("who", {}), ...value });
  else if (name == "reset") {
    // Another person at the same browser.
    write("who");
    write("id");
  }
}

const browser = navigator as unknown as { doNotTrack?: string; globalPrivacyControl?: boolean };
const isRefused = (): boolean | undefined =>
  start?.doNotTrack && (browser.doNotTrack == "1" || browser.globalPrivacyControl);
const mayKeep = (): boolean => !isRefused() && consent != false && (consent || !start?.consent);

/** Tells of this page and of those that an app shows without loading them. */
function follow(): void {
  const look = (): void => {
    if (location.href == lastPage) return;
    lastPage = location.href;
    // The app names its new page after it has changed the address.
    setTimeout(() => take(["page"]));
  };
  for (const name of ["pushState", "replaceState"] as const) {
    const change = history[name];
    history[name] = function (...args) {
      change.apply(history, args);
      look();
    };
  }
  addEventListener("popstate", look);
  look();
}

const page = window as unknown as { campanile?: Call[] | { push: typeof take } };
const before = page.campanile;
page.campanile = { push: take };
if (Array.isArray(before)) before.forEach(take);
addEventListener("pagehide", send);
document.addEventListener("visibilitychange", () => document.hidden && send());
