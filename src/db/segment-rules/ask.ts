import { required } from "../../domain/required.ts";
import type { Sql } from "../core/database.ts";
import type { CompiledRule } from "./compile.ts";

/** The contacts for whom a rule holds. */
export async function holders(sql: Sql, rule: CompiledRule): Promise<string[]> {
  const rows = await sql.query<{ id: string }>(rule.text, rule.values);
  return rows.map(({ id }) => id);
}

export interface Moved {
  contactId: string;
  entered: boolean;
}

/**
 * Asks a rule about some contacts, and makes the segment's members what it says.
 * @param rule compiled for these contacts
 * @returns who came in, and who went out
 */
export async function moveMembers(
  sql: Sql,
  segmentId: string,
  rule: CompiledRule,
  contactIds: readonly string[],
): Promise<Moved[]> {
  const n = rule.values.length;
  return sql.query<Moved>(
    `with answer as materialized (${rule.text}),
          joined as (
            insert into segment_members (segment_id, contact_id)
            select $${n + 1}::uuid, id from contacts where id in (select id from answer)
             order by id for key share
            on conflict do nothing returning contact_id),
          gone as (
            delete from segment_members
             where segment_id = $${n + 1}::uuid and contact_id = any($${n + 2}::uuid[])
               and contact_id not in (select id from answer)
            returning contact_id)
     select contact_id as "contactId", true as entered from joined
     union all select contact_id, false from gone`,
    [...rule.values, segmentId, contactIds],
  );
}

/** The same of everybody, of which nobody is told. */
export async function computeMembers(
  sql: Sql,
  segmentId: string,
  rule: CompiledRule,
): Promise<void> {
  const id = `$${rule.values.length + 1}::uuid`;
  await sql.query(
    `with answer as materialized (${rule.text}),
          gone as (
            delete from segment_members
             where segment_id = ${id} and contact_id not in (select id from answer))
     insert into segment_members (segment_id, contact_id)
     select ${id}, id from contacts where id in (select id from answer) order by id for key share
     on conflict do nothing`,
    [...rule.values, segmentId],
  );
}

/** Marks those whose membership is not, or no longer, what the rule says: they are asked about again. */
export async function markDifferences(
  sql: Sql,
  segmentId: string,
  rule: CompiledRule,
): Promise<number> {
  const id = `$${rule.values.length + 1}::uuid`;
  const rows = await sql.query<{ n: number }>(
    `with answer as materialized (${rule.text}),
          marked as (
            insert into segment_marks (contact_id, what)
            select coalesce(a.id, m.contact_id), 'rule:' || ${id}
              from answer a
              full join (select contact_id from segment_members where segment_id = ${id}) m
                on m.contact_id = a.id
             where a.id is null or m.contact_id is null
            returning 1)
     select count(*) as n from marked`,
    [...rule.values, segmentId],
  );
  return required(rows[0], "a count").n;
}

export interface PreviewContact {
  id: string;
  email: string | null;
  firstName: string | null;
  lastName: string | null;
}

/** How many a rule holds for, and the first of them. */
export async function previewHolders(
  sql: Sql,
  rule: CompiledRule,
): Promise<{ count: number; contacts: PreviewContact[] }> {
  const rows = await sql.query<{ count: number; contacts: PreviewContact[] | null }>(
    `with answer as materialized (${rule.text})
     select (select count(*) from answer) as count,
            (select json_agg(p) from (
               select c.id, c.email, c.first_name as "firstName", c.last_name as "lastName"
                 from contacts c where c.id in (select id from answer) order by c.id limit 10) p) as contacts`,
    rule.values,
  );
  const { count, contacts } = required(rows[0], "a count");
  return { count, contacts: contacts ?? [] };
}
