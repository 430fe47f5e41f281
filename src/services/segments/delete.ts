import type { ServiceContext } from "../context.ts";
import { deleteSegment as remove, lockSegment } from "../../db/contacts/segments.ts";
import { noSegment } from "./get.ts";
import { requireUnused } from "./require-unused.ts";

/** @throws AppError `not_found`; `conflict` while a published workflow names it */
export async function deleteSegment(context: ServiceContext, id: string): Promise<void> {
  await context.transaction(async (context) => {
    const name = await lockSegment(context.sql, id);
    if (name === null) throw noSegment();
    await requireUnused(context, name);
    await remove(context.sql, id);
  });
}
