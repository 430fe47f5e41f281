import { required } from "../../domain/required.ts";
import type { Sql } from "../core/database.ts";
import { countOfMembers } from "../core/large-counts.ts";
import { partPattern } from "../core/like.ts";

export interface SegmentRow {
  id: string;
  name: string;
  createdAt: Date;
  /** When its name or its rule was changed last. */
  changedAt: Date;
  members: number;
  /** Null: a list. */
  rule: unknown;
  /** Whether the members of a rule, as it is now, are known. */
  isComputed: boolean;
}

const columns = `s.id, s.name, s.created_at as "createdAt", s.changed_at as "changedAt",
  ${countOfMembers("s.id")} as members, s.rule,
  not exists (select from segment_rules r where r.segment_id = s.id and r.computed_at is null) as "isComputed"`;

export interface SegmentFilter {
  search?: string | undefined;
  kind?: "list" | "rule" | undefined;
}

/** Segments by name, above `after` if given. */
export async function listSegments(
  sql: Sql,
  limit: number,
  after: string | null,
  { search, kind }: SegmentFilter = {},
): Promise<SegmentRow[]> {
  return sql.query<SegmentRow>(
    `select ${columns} from segments s where ($2::text is null or s.name > $2)
        and ($3::text is null or s.name ilike $3)
        and ($4::text is null or (s.rule is null) = ($4 = 'list'))
      order by s.name limit $1`,
    [limit, after, partPattern(search), kind ?? null],
  );
}

/** Segments by name from an offset on, and the number of all: for clients that count pages. */
export async function segmentsFrom(
  sql: Sql,
  { offset, limit, search }: { offset: number; limit: number; search?: string | undefined },
): Promise<{ total: number; segments: Pick<SegmentRow, "id" | "name">[] }> {
  const pattern = partPattern(search);
  const segments = await sql.query<Pick<SegmentRow, "id" | "name">>(
    `select id, name from segments where $3::text is null or name ilike $3
      order by name offset $1 limit $2`,
    [offset, limit, pattern],
  );
  const [counted] = await sql.query<{ n: number }>(
    "select count(*) as n from segments where $1::text is null or name ilike $1",
    [pattern],
  );
  return { total: required(counted, "a count").n, segments };
}

export async function segmentById(sql: Sql, id: string): Promise<SegmentRow | null> {
  const [row] = await sql.query<SegmentRow>(`select ${columns} from segments s where s.id = $1`, [
    id,
  ]);
  return row ?? null;
}

/** @returns false when the name is taken */
export async function insertSegment(sql: Sql, id: string, name: string): Promise<boolean> {
  const rows = await sql.query(
    "insert into segments (id, name) values ($1, $2) on conflict (name) do nothing returning 1",
    [id, name],
  );
  return rows.length > 0;
}

/** A segment, which can't change or go until the transaction ends. */
export async function lockSegment(
  sql: Sql,
  id: string,
): Promise<{ name: string; rule: unknown } | null> {
  const [row] = await sql.query<{ name: string; rule: unknown }>(
    "select name, rule from segments where id = $1 for update",
    [id],
  );
  return row ?? null;
}

/** @throws a unique violation when the name is taken */
export async function renameSegment(sql: Sql, id: string, name: string): Promise<void> {
  await sql.query("update segments set name = $2, changed_at = clock_timestamp() where id = $1", [
    id,
    name,
  ]);
}

export async function deleteSegment(sql: Sql, id: string): Promise<void> {
  await sql.query("delete from segments where id = $1", [id]);
}

export interface WorkflowUsingSegment {
  workflowId: string;
  workflowName: string;
  definition: { blocks: { config: object }[] };
}

/**
 * Workflows that are not archived and have the text somewhere in their published definition: a
 * sieve, of which the caller looks closer at what is left.
 */
export async function workflowsWithText(sql: Sql, text: string): Promise<WorkflowUsingSegment[]> {
  return sql.query<WorkflowUsingSegment>(
    `select w.id as "workflowId", w.name as "workflowName", v.definition
       from workflows w
       join workflow_versions v on v.workflow_id = w.id and v.number = w.current_version
      where w.status <> 'archived'
        and jsonb_path_exists(v.definition, '$.** ? (@ == $text)',
                              jsonb_build_object('text', $1::text))
      order by w.name, w.id`,
    [text],
  );
}

/** Workflows that are not archived and name a segment in what starts or stops them. */
export async function workflowsThatStartOrStopBy(
  sql: Sql,
  segment: string,
): Promise<Omit<WorkflowUsingSegment, "definition">[]> {
  return sql.query(
    `select w.id as "workflowId", w.name as "workflowName" from workflows w
      where w.status <> 'archived'
        and (w.stop_rules @> jsonb_build_array(jsonb_build_object('segment', $1::text))
          or exists (select from bindings b where b.workflow_id = w.id and b.for_each->>'segment' = $1))
      order by w.name, w.id`,
    [segment],
  );
}
