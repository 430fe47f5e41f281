import type { Sql } from "../db/core/database.ts";
import type { HeldOutStart } from "../db/events/holdouts.ts";
import { drawnAsOthers, insertHoldouts } from "../db/events/holdouts.ts";
import { isDrawn } from "../domain/holdout.ts";
import { newId } from "../platform/new-id.ts";
import type { Broadcast } from "./broadcast-member.ts";

/** A member of the segment whose message is to be made, under this id. */
interface Member {
  id: string;
  contact: { id: string };
}

/**
 * Members who are held out, kept as such: each counts from when the run has started, as those who get
 * the message do.
 */
export async function heldOutMembers(
  sql: Sql,
  { run, draws = [] }: Broadcast,
  members: readonly Member[],
): Promise<Set<string>> {
  if (draws.length === 0 || members.length === 0) return new Set();
  const ids = members.map(({ contact }) => contact.id);
  const drawnAs = await drawnAsOthers(sql, ids);
  const held = members.flatMap(({ id, contact }): HeldOutStart[] => {
    const by = draws.find(({ draw }) => isDrawn(draw, drawnAs.get(contact.id) ?? contact.id));
    if (by === undefined) return [];
    const { workflowId, versionId, eventId } = run;
    const about = { workflowId, versionId, eventId, bindingId: null, contactId: contact.id };
    return [{ id: newId(), insteadOf: `message/${id}`, heldBy: by.heldBy, ...about }];
  });
  await insertHoldouts(sql, run.createdAt, held);
  return new Set(held.map(({ contactId }) => contactId));
}
