import type { RetentionKind } from "../../domain/retention.ts";
import type { Sql } from "../core/database.ts";

/** A row of any table as JSON, and when it came to be. */
export interface ExportedRow {
  at: Date;
  line: string;
}

const line = (table: string, alias: string) =>
  `(jsonb_build_object('table', '${table}') || to_jsonb(${alias}))::text as line`;

/** What goes with a kind: of some messages, or of some runs. */
const partsOf: Record<Exclude<RetentionKind, "events">, string> = {
  messageContents: `select m.queued_at as at, jsonb_build_object('table', 'message_contents', 'id', m.id,
        'run_id', m.run_id, 'subject', m.subject, 'html', m.html, 'body_text', m.body_text,
        'content', m.content, 'response', m.response)::text as line
    from messages m where m.id = any($1::uuid[])`,
  messages: `select m.queued_at as at, ${line("messages", "m")} from messages m where m.id = any($1::uuid[])
    union all
    select l.at, ${line("message_log", "l")} from message_log l where l.message_id = any($1::uuid[])`,
  journals: `select s.started_at as at, ${line("run_steps", "s")} from run_steps s
     where s.run_id = any($1::uuid[])
    union all
    select w.created_at, ${line("run_waits", "w")} from run_waits w where w.run_id = any($1::uuid[])`,
  runs: `select r.created_at as at, ${line("runs", "r")} from runs r
     where r.id = any($1::uuid[]) and not exists (select from broadcasts b where b.run_id = r.id)
    union all
    select s.started_at, ${line("run_steps", "s")} from run_steps s
     where s.run_id = any($1::uuid[]) and not exists (select from broadcasts b where b.run_id = s.run_id)
    union all
    select w.created_at, ${line("run_waits", "w")} from run_waits w
     where w.run_id = any($1::uuid[]) and not exists (select from broadcasts b where b.run_id = w.run_id)
    union all
    select g.created_at, ${line("run_signals", "g")} from run_signals g
     where g.run_id = any($1::uuid[]) and not exists (select from broadcasts b where b.run_id = g.run_id)`,
};

export function rowsThatGo(
  sql: Sql,
  kind: Exclude<RetentionKind, "events">,
  ids: readonly string[],
): Promise<ExportedRow[]> {
  return sql.query<ExportedRow>(partsOf[kind], [ids]);
}

export interface ExportedEvent extends ExportedRow {
  id: string;
}

const eventLine = `e.id, e.received_at as at, (jsonb_build_object('table', 'events') || to_jsonb(e)
  || jsonb_build_object('type_key', (select t.key from event_types t where t.id = e.type_id),
       'decisions', coalesce((select jsonb_agg(to_jsonb(d) - 'event_id')
       from event_decisions d where d.event_id = e.id), '[]')))::text as line`;

/** Events of a partition behind one, with their decisions. */
export function eventsBehind(
  sql: Sql,
  part: string,
  behind: string,
  limit: number,
): Promise<ExportedEvent[]> {
  return sql.query<ExportedEvent>(
    `select ${eventLine} from events e
      where e.id > $2 and e.id >= (select uuid7_floor(since) from event_partitions where part = $1)
        and e.id < (select uuid7_floor(until) from event_partitions where part = $1)
      order by e.id limit $3`,
    [part, behind, limit],
  );
}

/** Those of the default partition from before a time. */
export function straysBehind(
  sql: Sql,
  before: Date,
  behind: string,
  limit: number,
): Promise<ExportedEvent[]> {
  return sql.query<ExportedEvent>(
    `select ${eventLine} from events_default e
      where e.id > $2 and e.id < uuid7_floor($1::timestamptz) order by e.id limit $3`,
    [before, behind, limit],
  );
}

export interface NewExport {
  file: string;
  kind: RetentionKind;
  rows: number;
  since: Date | null;
  until: Date | null;
  partition: string | null;
  lastId: string | null;
}

export async function noteExport(sql: Sql, made: NewExport): Promise<void> {
  await sql.query(
    `insert into retention_exports (file, kind, rows, since, until, partition, last_id)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [made.file, made.kind, made.rows, made.since, made.until, made.partition, made.lastId],
  );
}

/** Exports of events follow one another: each begins where the last one that was committed ends. */
export async function lockExportsOfEvents(sql: Sql): Promise<void> {
  await sql.query("select from retention_marks where kind = 'events' for update");
}

/** Behind which event of a partition the next file begins; null: with the first one. */
export async function exportedUpTo(sql: Sql, partition: string): Promise<string | null> {
  const [row] = await sql.query<{ lastId: string | null }>(
    `select last_id as "lastId" from retention_exports where partition = $1
      order by last_id desc limit 1`,
    [partition],
  );
  return row?.lastId ?? null;
}

/** Those of some files that hold what is gone. */
export async function filesNoted(sql: Sql, files: readonly string[]): Promise<Set<string>> {
  const rows = await sql.query<{ file: string }>(
    "select file from retention_exports where file = any($1::text[])",
    [files],
  );
  return new Set(rows.map(({ file }) => file));
}
