/** How shops and trackers name a product's id in params. */
const names = [
  "productId",
  "product_id",
  "externalItemId",
  "externalId",
  "productKey",
  "itemId",
  "item_id",
  "sku",
  "id",
];
/** How they name the list of what a cart holds. */
const lists = ["items", "products", "cart", "lineItems", "line_items"];

const longestId = 200;
const maxItems = 100;

/** Events that tell of looking at products, and how. */
export const interestOf: ReadonlyMap<string, "viewed" | "carted"> = new Map([
  ["productViewed", "viewed"],
  ["cartUpdated", "carted"],
]);

/** The products that an event's params name. */
export function productIdsIn(
  what: "viewed" | "carted",
  params: Readonly<Record<string, unknown>>,
): string[] {
  const items = what === "carted" ? itemsOf(params) : [params["product"], params];
  const ids = items.slice(0, maxItems).flatMap((item) => idOf(item) ?? []);
  return what === "carted" ? [...new Set(ids)] : ids.slice(0, 1);
}

function itemsOf(params: Readonly<Record<string, unknown>>): unknown[] {
  const list = lists.map((name) => params[name]).find(Array.isArray);
  return list ?? [];
}

function idOf(item: unknown): string | null {
  const named = typeof item === "object" && item !== null ? idAmong(item) : item;
  const id = typeof named === "number" ? String(named) : named;
  if (typeof id !== "string") return null;
  const trimmed = id.trim();
  return trimmed === "" || trimmed.length > longestId ? null : trimmed;
}

function idAmong(item: object): unknown {
  const fields = item as Record<string, unknown>;
  return names
    .map((name) => fields[name])
    .find((value) => typeof value === "string" || typeof value === "number");
}
