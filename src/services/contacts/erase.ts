import { v7 } from "uuid";
import { contactById, identitiesOf } from "../../db/contacts/contacts.ts";
import type { Database } from "../../db/core/database.ts";
import { activeRunsOfContact, eraseContact as erase } from "../../db/contacts/erase-contact.ts";
import { insertStopByHand } from "../../db/runs/run-history.ts";
import { workChannel } from "../../db/queue/work-notice.ts";
import { noContact } from "./get.ts";

/**
 * Erases a contact and stops its runs, in one transaction. A run that is just sending may still
 * finish that block; the next one finds nobody.
 * @throws AppError `not_found`
 */
export async function eraseContact(db: Database, id: string): Promise<void> {
  await db.tx(async (sql) => {
    if ((await contactById(sql, id, "for update")) === null) throw noContact();
    for (const runId of await activeRunsOfContact(sql, id)) {
      await insertStopByHand(sql, { id: v7(), runId, reason: "the contact was erased" });
    }
    await erase(sql, id, await identitiesOf(sql, id));
  });
  // Only wakes the dispatcher: it also sweeps.
  await db.query("select pg_notify($1, '')", [workChannel]).catch(() => undefined);
}
