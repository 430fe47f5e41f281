import { anyLength } from "../core/any-length.ts";
import { rowArrays } from "../core/bulk-insert.ts";
import type { Sql } from "../core/database.ts";

export interface RuleRow {
  id: string;
  name: string;
  rule: unknown;
  depends: string[];
  revision: number;
  tell: boolean;
  isComputed: boolean;
  isPassDue: boolean;
  passMs: number;
}

/** All segments with a rule. */
export async function ruleRows(sql: Sql): Promise<RuleRow[]> {
  return sql.query<RuleRow>({
    name: "segment-rules",
    text: `select s.id, s.name, s.rule, r.depends, r.revision, r.tell, r.pass_ms as "passMs",
                    r.computed_at is not null as "isComputed", r.pass_at <= clock_timestamp() as "isPassDue"
               from segment_rules r join segments s on s.id = r.segment_id order by s.id`,
  });
}

/** Keeps a segment's rule: its members are computed by the next sweep. */
export async function saveRule(
  sql: Sql,
  segmentId: string,
  { rule, depends, tell }: { rule: unknown; depends: readonly string[]; tell: boolean },
): Promise<void> {
  await sql.query("update segments set rule = $2, changed_at = clock_timestamp() where id = $1", [
    segmentId,
    JSON.stringify(rule),
  ]);
  await sql.query(
    `insert into segment_rules (segment_id, depends, tell) values ($1, $2, $3)
     on conflict (segment_id) do update
       set depends = excluded.depends, tell = excluded.tell, revision = segment_rules.revision + 1,
           computed_at = null`,
    [segmentId, depends, tell],
  );
}

/** Makes a segment with a rule a list of those who are its members now. */
export async function dropRule(sql: Sql, segmentId: string): Promise<void> {
  await sql.query("update segments set rule = null, changed_at = clock_timestamp() where id = $1", [
    segmentId,
  ]);
  await sql.query("delete from segment_rules where segment_id = $1", [segmentId]);
}

/** Notes what other rules depend on now, and that they are computed again: one that they ask for changed. */
export async function renewDependents(
  sql: Sql,
  segmentId: string,
  depends: readonly string[],
): Promise<void> {
  await sql.query(
    "update segment_rules set depends = $2, revision = revision + 1, computed_at = null, tell = true where segment_id = $1",
    [segmentId, depends],
  );
}

/** Serializes changes of rules, so that two at once make no circle. */
export async function lockRules(sql: Sql): Promise<void> {
  await sql.query("select pg_advisory_xact_lock(hashtext('campanile.segment-rules'))");
}

/** @returns false while another worker asks rules */
export async function lockSweep(sql: Sql): Promise<boolean> {
  const [row] = await sql.query<{ taken: boolean | null }>(
    "select pg_try_advisory_xact_lock(hashtext('campanile.segment-sweep')) as taken",
  );
  return row?.taken === true;
}

/** The same, after whoever has it. */
export async function awaitSweep(sql: Sql): Promise<true> {
  await sql.query("select pg_advisory_xact_lock(hashtext('campanile.segment-sweep'))");
  return true;
}

/** Bounds each of the transaction's further statements. */
export async function limitTime(sql: Sql, ms: number): Promise<void> {
  await sql.query("select set_config('statement_timeout', $1, true)", [String(ms)]);
}

/** Notes that everybody was asked. @returns false when the rule was changed meanwhile */
export async function noteComputed(
  sql: Sql,
  { id, revision }: { id: string; revision: number },
  next: { ms: number; seconds: number },
): Promise<boolean> {
  const rows = await sql.query(
    `update segment_rules set computed_at = coalesce(computed_at, clock_timestamp()), pass_ms = $3,
            pass_at = clock_timestamp() + make_interval(secs => $4)
      where segment_id = $1 and revision = $2 returning 1`,
    [id, revision, next.ms, next.seconds],
  );
  return rows.length > 0;
}

export interface Mark {
  contactId: string;
  what: string;
  hops: number;
}

const markArrays = rowArrays<Mark>({
  contact_id: ["uuid", ({ contactId }) => contactId],
  what: ["text", ({ what }) => what],
  hops: ["int", ({ hops }) => hops],
});

/** Marks contacts, where some rule depends on what has changed of them. */
export async function markContacts(sql: Sql, marks: readonly Mark[]): Promise<void> {
  await sql.query(
    {
      name: "mark-contacts",
      text: `insert into segment_marks (contact_id, what, hops)
             select distinct on (m.contact_id, m.what) m.contact_id, m.what, m.hops
               from ${markArrays.unnest} as m (${markArrays.names})
              where exists (select from segment_rules where depends @> array[m.what])
              order by m.contact_id, m.what, m.hops desc`,
    },
    markArrays.values(marks),
  );
}

export interface TakenMark {
  contactId: string;
  whats: string[];
  hops: number;
}

/** Takes the oldest marks, of each contact all that were taken: it is asked about after this. */
export async function takeMarks(sql: Sql, limit: number): Promise<TakenMark[]> {
  return sql.query<TakenMark>(
    `with taken as (
       delete from segment_marks where id = any(array(select id from segment_marks order by id limit $1))
       returning contact_id, what, hops)
     select contact_id as "contactId", array_agg(distinct what) as whats, max(hops) as hops
       from taken group by contact_id order by contact_id`,
    [limit],
  );
}

export async function isAnyMarked(sql: Sql): Promise<boolean> {
  const [row] = await sql.query<{ marked: boolean }>(
    "select exists (select from segment_marks) as marked",
  );
  return row?.marked === true;
}

export interface NamedRule {
  id: string;
  name: string;
  rule: unknown;
}

/** Segments by name, with their rules; null of a list. */
export async function segmentsWithRules(sql: Sql, names: readonly string[]): Promise<NamedRule[]> {
  return sql.query<NamedRule>(
    {
      name: "segments-with-rules",
      text: `select id, name, rule from segments where name = any(${anyLength("$1", "text")})`,
    },
    [names],
  );
}

/** The rule of a segment; null of a list, undefined where there is no such segment. */
export async function ruleOf(sql: Sql, id: string): Promise<NamedRule | undefined> {
  const [row] = await sql.query<NamedRule>(
    { name: "rule-of-segment", text: "select id, name, rule from segments where id = $1" },
    [id],
  );
  return row;
}
