import type { Page } from "../../contract/api/page.ts";
import { cutPage, decodeCursor } from "../../contract/api/page.ts";
import type { EventCategory } from "../../contract/event-categories.ts";
import type { Database } from "../../db/database.ts";
import type { EventTypeRow } from "../../db/event-types.ts";
import { listEventTypes as rowsOf } from "../../db/event-types.ts";

/** Event types by key. */
export async function listEventTypes(
  db: Database,
  query: {
    limit: number;
    after?: string | undefined;
    search?: string | undefined;
    category?: EventCategory | undefined;
  },
): Promise<Page<EventTypeRow>> {
  const [after = null] = query.after === undefined ? [] : decodeCursor(query.after, 1);
  const rows = await rowsOf(db, query, query.limit + 1, after);
  return cutPage(rows, query.limit, ({ key }) => [key]);
}
