import type { SearchHit } from "../api/search.ts";

/** Where a kind's pages are; which of them there are, the router says. */
const pagesOf: Record<SearchHit["kind"], readonly string[]> = {
  workflow: ["/workflows"],
  contact: ["/contacts"],
  eventType: ["/event-types"],
  segment: ["/segments"],
  template: ["/templates"],
  order: ["/orders"],
  topic: ["/topics"],
  promoPool: ["/promo-codes", "/promo-pools"],
  source: ["/settings/sources", "/sources"],
  channel: ["/settings/channels", "/channels"],
  run: ["/runs"],
  event: ["/events"],
  message: ["/messages"],
};

/** Where something that was found is shown: at its own page, or in its list; null: nowhere. */
export function placeOf(
  { kind, id, title, detail }: SearchHit,
  paths: readonly string[],
): string | null {
  const query = (name: string, value: string) => `?${new URLSearchParams({ [name]: value })}`;
  if (kind === "event") return `/events${query("event", id)}`;
  if (kind === "eventType") return `/event-types${query("search", detail ?? title)}`;
  for (const page of pagesOf[kind]) {
    const isItsOwn = (path: string) =>
      path.startsWith(`${page}/$`) && !path.slice(page.length + 2).includes("/");
    if (paths.some(isItsOwn)) return `${page}/${encodeURIComponent(id)}`;
    if (paths.includes(page)) return `${page}${query("search", title)}`;
  }
  return kind === "contact" ? `/events${query("contactId", id)}` : null;
}
