import type { Page } from "../contract/api/page.ts";
import type { PageRequest } from "../services/pages.ts";

/** All that a list has, page by page. */
export async function every<Item>(
  list: (request: PageRequest) => Promise<Page<Item>>,
): Promise<Item[]> {
  const items: Item[] = [];
  let after: string | undefined;
  do {
    const page = await list({ limit: 500, after });
    items.push(...page.items);
    after = page.next ?? undefined;
  } while (after !== undefined);
  return items;
}
