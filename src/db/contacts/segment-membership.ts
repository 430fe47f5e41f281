import { newId } from "../../platform/new-id.ts";
import { required } from "../../domain/required.ts";
import type { Sql } from "../core/database.ts";

/** What became of a change by hand, which a segment with a rule does not take. */
export type MembershipChange =
  | { outcome: "changed"; segmentId: string }
  | { outcome: "unchanged" }
  | { outcome: "by rule" };

/** Makes a contact a member of a segment, which is made if there is none of that name. */
export async function addMember(
  sql: Sql,
  name: string,
  contactId: string,
): Promise<MembershipChange> {
  const existing = await addToExisting(sql, name, contactId);
  if (existing.isKnown) return changeOf(existing.addedTo, existing);
  await sql.query("insert into segments (id, name) values ($1, $2) on conflict (name) do nothing", [
    newId(),
    name,
  ]);
  const added = await addToExisting(sql, name, contactId);
  return changeOf(added.addedTo, added);
}

interface Added {
  isKnown: boolean;
  hasRule: boolean;
  addedTo: string | null;
}

function changeOf(segmentId: string | null, { hasRule }: { hasRule: boolean }): MembershipChange {
  if (hasRule) return { outcome: "by rule" };
  return segmentId === null ? { outcome: "unchanged" } : { outcome: "changed", segmentId };
}

async function addToExisting(sql: Sql, name: string, contactId: string): Promise<Added> {
  const [row] = await sql.query<Added>(
    {
      name: "add-member",
      text: `with segment as (select id, rule from segments where name = $1),
             made as (
               insert into segment_members (segment_id, contact_id)
               select s.id, c.id from segment s, contacts c where c.id = $2 and s.rule is null
               on conflict do nothing returning segment_id)
             select exists (select from segment) as "isKnown",
                    exists (select from segment where rule is not null) as "hasRule",
                    (select segment_id from made) as "addedTo"`,
    },
    [name, contactId],
  );
  return required(row, "an answer");
}

/** Ends a contact's membership. */
export async function removeMember(
  sql: Sql,
  name: string,
  contactId: string,
): Promise<MembershipChange> {
  const [row] = await sql.query<{ removedFrom: string | null; hasRule: boolean }>(
    {
      name: "remove-member",
      text: `with gone as (
               delete from segment_members m using segments s
                where s.id = m.segment_id and s.name = $1 and s.rule is null and m.contact_id = $2
               returning s.id)
             select (select id from gone) as "removedFrom",
                    exists (select from segments where name = $1 and rule is not null) as "hasRule"`,
    },
    [name, contactId],
  );
  const removed = required(row, "an answer");
  return changeOf(removed.removedFrom, removed);
}

/** A segment as it is for one contact. */
export interface Membership {
  segmentId: string;
  hasRule: boolean;
  /** As a list has it; of a segment by rule, as it was told last. */
  isListed: boolean;
}

/** @returns undefined: there is no segment of this name */
export async function membershipOf(
  sql: Sql,
  name: string,
  contactId: string,
): Promise<Membership | undefined> {
  const [row] = await sql.query<Membership>(
    `select s.id as "segmentId", s.rule is not null as "hasRule",
            exists (select from segment_members m
                     where m.segment_id = s.id and m.contact_id = $2) as "isListed"
       from segments s where s.name = $1`,
    [name, contactId],
  );
  return row;
}
