import { z } from "zod";
import { AppError } from "../errors.ts";
import { wholeNumberIn } from "../integers.ts";

/** The query of every list; spread its `shape` into a list's own query. */
export const pageQuery = z.strictObject({
  limit: wholeNumberIn(1, 500).default(50).meta({ description: "How many at most" }),
  after: z
    .string()
    .max(2_000, "is not a cursor")
    .optional()
    .meta({ description: "The `next` of the page before; without it, the first page" }),
});

/** The query of a list that pickers search. */
export const searchPageQuery = pageQuery.extend({
  search: z.string().trim().max(200).optional().meta({ description: "A part of the name or key" }),
});
export type PageQuery = z.output<typeof pageQuery>;
export type SearchPageQuery = z.output<typeof searchPageQuery>;

/** One page of a list. */
export function pageOf<Item extends z.ZodType>(item: Item) {
  return z.strictObject({
    items: z.array(item),
    next: z.string().nullable().meta({
      description:
        "Pass as `after` for the next page; null on the last. A page may have fewer items than `limit`, and go on",
    }),
  });
}

export interface Page<Item> {
  items: Item[];
  next: string | null;
}

/** The sort key of a page's last item; opaque to clients, so that an order may change. */
export function encodeCursor(parts: readonly (string | number)[]): string {
  return Buffer.from(JSON.stringify(parts.map(String))).toString("base64url");
}

/** As long as any sort key, and of what Postgres can compare it with. */
const cursorParts = z.array(
  z
    .string()
    .max(1_000)
    .regex(/^[^\0\p{Surrogate}]*$/u),
);

/**
 * The parts of a cursor, as texts: how many and what they mean is up to the list.
 * @throws AppError `invalid` at `after` for anything that encodeCursor didn't write
 */
export function decodeCursor(text: string, parts?: number): string[] {
  const decoded = cursorParts.safeParse(jsonOf(Buffer.from(text, "base64url").toString("utf8")));
  if (!decoded.success || (parts !== undefined && decoded.data.length !== parts)) {
    throw badCursor();
  }
  return decoded.data;
}

/** For a list whose sort key is one id. */
export function decodeIdCursor(text: string): string {
  const [id = ""] = decodeCursor(text, 1);
  if (!z.guid().safeParse(id).success) throw badCursor();
  return id;
}

const timeCursor = z.tuple([z.iso.datetime(), z.guid()]);

/** For a list whose sort key is a time and, within it, an id. */
export function decodeTimeCursor(text: string): { at: string; id: string } {
  const parsed = timeCursor.safeParse(decodeCursor(text));
  if (!parsed.success) throw badCursor();
  const [at, id] = parsed.data;
  return { at, id };
}

/**
 * A page from `limit + 1` rows: the one too many only tells that there are more.
 * `keyOf` gives the sort key of an item.
 */
export function cutPage<Item>(
  rows: readonly Item[],
  limit: number,
  keyOf: (item: Item) => readonly (string | number)[],
): Page<Item> {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, next: rows.length > limit && last ? encodeCursor(keyOf(last)) : null };
}

/** The same, of a list that ends a page where it has looked through enough: the next goes on from there. */
export function cutLookedThrough<Item>(
  { rows, goOnBehind }: { rows: readonly Item[]; goOnBehind: readonly string[] | null },
  limit: number,
  keyOf: (item: Item) => readonly (string | number)[],
): Page<Item> {
  const page = cutPage(rows, limit, keyOf);
  return { items: page.items, next: goOnBehind === null ? page.next : encodeCursor(goOnBehind) };
}

/** The fault of a cursor that another list, or nobody, wrote. */
export function badCursor(): AppError {
  const message = "is not a cursor of this list: pass the `next` of its page before";
  return new AppError("invalid", "the query has a fault", { faults: [{ path: "after", message }] });
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
