import { membershipOf } from "../../db/contacts/segment-membership.ts";
import type { Sql } from "../../db/core/database.ts";
import { segmentsWithRules } from "../../db/segment-rules/rows.ts";
import type { Facts } from "../../domain/facts.ts";
import { membersNow } from "./rules.ts";

/**
 * Facts in which the contact's membership of some segments is what their rules say at this moment, and
 * not what was told last. Without such segments nothing is asked.
 */
export async function withPresentSegments(
  sql: Sql,
  facts: Facts,
  names: readonly string[],
): Promise<Facts> {
  const { contact } = facts;
  if (contact === null || names.length === 0) return facts;
  const segments = new Set(contact.segments);
  for (const { id, name, rule } of await segmentsWithRules(sql, names)) {
    if (rule === null) continue;
    const [isIn] = await membersNow(sql, id, [contact.id]);
    if (isIn === undefined) segments.delete(name);
    else segments.add(name);
  }
  return { ...facts, contact: { ...contact, segments: [...segments].toSorted() } };
}

/** Whether a contact is in a segment at this moment. */
export async function isInSegment(sql: Sql, name: string, contactId: string): Promise<boolean> {
  const membership = await membershipOf(sql, name, contactId);
  if (membership === undefined) return false;
  const { segmentId, hasRule, isListed } = membership;
  return hasRule ? (await membersNow(sql, segmentId, [contactId])).length > 0 : isListed;
}
