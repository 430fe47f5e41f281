import { notifyDispatchers } from "../../db/queue/work-notice.ts";
import type { ServiceContext } from "../context.ts";
import { v7 } from "uuid";
import { contactById, identitiesOf } from "../../db/contacts/contacts.ts";
import { activeRunsOfContact, eraseContact as erase } from "../../db/contacts/erase-contact.ts";
import { insertStopByHand } from "../../db/runs/run-history.ts";
import { noContact } from "./get.ts";

/**
 * Erases a contact and stops its runs, in one transaction. A run that is just sending may still
 * finish that block; the next one finds nobody.
 * @throws AppError `not_found`
 */
export async function eraseContact(context: ServiceContext, id: string): Promise<void> {
  await context.transaction(async (context) => {
    if ((await contactById(context.sql, id, "for update")) === null) throw noContact();
    for (const runId of await activeRunsOfContact(context.sql, id)) {
      await insertStopByHand(context.sql, { id: v7(), runId, reason: "the contact was erased" });
    }
    await erase(context.sql, id, await identitiesOf(context.sql, id));
    await context.afterCommit(notifyDispatchers);
  });
}
