import type { Database } from "../../db/core/database.ts";
import { deleteSegment as remove, lockSegment } from "../../db/contacts/segments.ts";
import { noSegment } from "./get.ts";
import { requireUnused } from "./require-unused.ts";

/** @throws AppError `not_found`; `conflict` while a published workflow names it */
export async function deleteSegment(db: Database, id: string): Promise<void> {
  await db.tx(async (sql) => {
    const name = await lockSegment(sql, id);
    if (name === null) throw noSegment();
    await requireUnused(sql, name);
    await remove(sql, id);
  });
}
