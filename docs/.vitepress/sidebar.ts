import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { DefaultTheme } from "vitepress";
import { rewrites, root, urlOf } from "./paths.ts";

type Entry = string | [title: string, page: string];

/** Pages that are not there are left out: a release may come without them. */
const outline: [group: string, entries: Entry[], open?: boolean][] = [
  [
    "Begin",
    [
      ["What it is", "index"],
      ["Tutorial", "tutorial"],
      "guides/pages",
      "examples/index",
      "glossary",
    ],
    true,
  ],
  [
    "Concepts",
    [
      "concepts/index",
      "concepts/frequency",
      "concepts/stops",
      "concepts/waits",
      "concepts/pressure",
      "concepts/exactly-once",
    ],
    true,
  ],
  [
    "Send data in",
    [
      "guides/send-events",
      "guides/orders-and-carts",
      "guides/catalogue",
      "guides/contacts",
      "guides/import-contacts",
      "guides/site-snippet",
      "guides/webhook-sources",
      "guides/cloudevents",
      "client/index",
      "guides/use-your-segment-sdk",
      "guides/use-your-customerio-sdk",
      "guides/use-your-posthog-sdk",
      "guides/use-your-dittofeed-sdk",
      "guides/move-from-reteno",
    ],
  ],
  [
    "Build campaigns",
    [
      "guides/workflows",
      "guides/segments",
      "guides/rfm",
      "guides/broadcasts",
      "guides/consent",
      ["Caps and quiet hours", "guides/pressure"],
      "guides/measuring",
      "guides/reports",
      "guides/activities",
    ],
  ],
  [
    "Write and send",
    [
      "guides/templates",
      "guides/channels",
      "guides/email",
      "guides/mobile-push",
      "guides/web-push",
      "guides/in-app",
      "guides/chat",
    ],
  ],
  [
    "Operate",
    [
      "guides/operate",
      "handbook/index",
      "handbook/symptoms",
      "handbook/requirements",
      "handbook/sizing",
      "handbook/network",
      "handbook/pgbouncer",
      "handbook/restart",
      "handbook/restore",
      "guides/deploy",
      ["What is in deploy/", "deploy/index"],
      "guides/upgrades",
      "guides/alerts",
      "guides/notifications",
      "guides/bulk-actions",
      "guides/paused-channels",
      "guides/retention",
      "scaling",
      "performance",
      "bench/index",
    ],
  ],
  [
    "Reference",
    [
      "reference/api/index",
      "reference/blocks",
      "reference/event-types",
      "reference/settings",
      "reference/metrics",
      "reference/cli",
      "reference/cli/index",
      "reference/compatibility",
      "reference/clicks",
    ],
  ],
];

/** Lists that lead to all pages of their folder. */
const lists = new Set([
  "adr/index",
  "bench/index",
  "client/index",
  "deploy/index",
  "examples/index",
  "reference/api/index",
  "reference/cli/index",
]);

const files = new Map(Object.entries(rewrites).map(([file, page]) => [page, file]));

export function sidebar(): DefaultTheme.SidebarItem[] {
  const groups = outline.map(([text, entries, open]) => ({
    text,
    collapsed: open !== true,
    items: entries.flatMap(itemOf),
  }));
  const behind: DefaultTheme.SidebarItem = {
    text: "Inside",
    collapsed: true,
    items: ["architecture", "contributing", "changelog", "adr/index"].flatMap(itemOf),
  };
  const items = [...groups, behind];
  const reached = new Set(items.flatMap(linksOf));
  const lost = [...files.keys()].filter((page) => !reached.has(urlOf(page)));
  if (lost.length > 0) throw new Error(`the sidebar does not lead to ${lost.join(", ")}`);
  return items;
}

function itemOf(entry: Entry): DefaultTheme.SidebarItem[] {
  const [text, page] = typeof entry === "string" ? [undefined, entry] : entry;
  const file = files.get(`${page}.md`);
  if (file === undefined) return [];
  const link = urlOf(`${page}.md`);
  const item = { text: text ?? titleOf(file), link };
  const items = lists.has(page) ? below(page) : [];
  return [items.length === 0 ? item : { ...item, collapsed: true, items }];
}

/** The pages below a list, in the order of their names. */
function below(list: string): DefaultTheme.SidebarItem[] {
  const folder = list.replace(/index$/, "");
  return [...files.keys()]
    .filter((page) => page.startsWith(folder) && page !== `${list}.md`)
    .toSorted()
    .flatMap((page) => itemOf(page.replace(/\.md$/, "")));
}

function titleOf(file: string): string {
  const [, title] = /^# (.+)$/m.exec(readFileSync(join(root, file), "utf8")) ?? [];
  if (title === undefined) throw new Error(`${file} has no title`);
  return title.replaceAll("`", "");
}

function linksOf(item: DefaultTheme.SidebarItem): string[] {
  const own = item.link === undefined ? [] : [item.link];
  return [...own, ...(item.items ?? []).flatMap(linksOf)];
}
