import { sayRun } from "../../domain/sentences/run-sentences.ts";
import type { ServiceContext } from "../context.ts";
import { newId } from "../../platform/new-id.ts";
import { notifyDispatchers } from "../../db/queue/work-notice.ts";
import type { ContactRow } from "../../db/contacts/contacts.ts";
import { contactById, writeContact } from "../../db/contacts/contacts.ts";
import { LostRace } from "../../db/core/database-errors.ts";
import { activeRunsOfContact } from "../../db/contacts/erase-contact.ts";
import { moveToContact } from "../../db/contacts/merge-contacts.ts";
import { insertStopByHand } from "../../db/runs/run-history.ts";
import { changeProfile } from "./profile.ts";
import { announceContactChanges } from "./raise-change.ts";

/**
 * Makes one contact of two known people, in the transaction of the caller. What both say of
 * themselves, the kept one is right about; an unsubscription of either counts, and so does a launch
 * that a frequency remembers. Runs of the one that goes are stopped, as the person may be on the same
 * way twice: those of a visitor, who was nobody else before, go on (`mergeVisitor`).
 * @throws AppError `invalid` when the attributes of both are too large together
 */
export async function mergeContacts(
  context: ServiceContext,
  { kept, gone }: { kept: string; gone: string },
): Promise<void> {
  const rows = new Map<string, ContactRow>();
  // Sorted, so that two merges at once can't deadlock.
  for (const id of [kept, gone].toSorted()) {
    const row = await contactById(context.sql, id, "for update");
    if (row === null) throw new LostRace("a contact that was erased meanwhile");
    rows.set(id, row);
  }
  const [into, from] = [rows.get(kept), rows.get(gone)];
  if (into === undefined || from === undefined)
    throw new Error("a contact can't merge into itself");
  for (const runId of await activeRunsOfContact(context.sql, gone)) {
    const reason = sayRun("contactMerged");
    await insertStopByHand(context.sql, { id: newId(), runId, reason });
  }
  await context.afterCommit(notifyDispatchers);
  await moveToContact(context.sql, { from: gone, into: kept });
  const after = {
    ...changeProfile(into, {
      firstName: into.firstName ?? from.firstName,
      lastName: into.lastName ?? from.lastName,
      language: into.language ?? from.language,
      timeZone: into.timeZone ?? from.timeZone,
      attributes: { ...from.attributes, ...into.attributes },
    }),
    email: into.email ?? from.email,
    phone: into.phone ?? from.phone,
  };
  await writeContact(context.sql, after);
  await announceContactChanges(context, [{ contactId: kept, before: into, after }]);
}
