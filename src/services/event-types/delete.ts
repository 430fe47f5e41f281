import type { ServiceContext } from "../context.ts";
import { AppError } from "../../contract/errors.ts";
import { deleteEventType as remove, lockEventType } from "../../db/events/event-types.ts";
import { deletionLinks, presentLink, whyNotDeleted } from "./consequences.ts";
import { noEventType } from "./get.ts";

/**
 * Deletes a type that nothing is bound to and nothing waits for. Its events stay in the history,
 * under its old name; the next event with its key registers it anew.
 * @throws AppError `not_found`; `conflict` for a system type, while workflows are bound to it,
 * archived ones included (`details.bindings`), and while any wait for it (`details.waiting`)
 */
export async function deleteEventType(context: ServiceContext, id: string): Promise<void> {
  await context.transaction(async (context) => {
    const type = await lockEventType(context.sql, id);
    if (type === null) throw noEventType();
    const links = await deletionLinks(context, id);
    const why = whyNotDeleted(type.source, links);
    if (why !== null) {
      const { waiting } = links;
      const details = { bindings: links.bindings.map(presentLink), waiting };
      throw new AppError("conflict", why, { details });
    }
    await remove(context.sql, id);
  });
}
