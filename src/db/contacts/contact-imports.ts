import type { ImportOptions } from "../../contract/contact-import.ts";
import type { Sql } from "../core/database.ts";

export interface ContactImport {
  id: string;
  /** Uploading: its file is not here yet. */
  state: "uploading" | "pending" | "running" | "done" | "failed";
  link: string | null;
  options: ImportOptions;
  /** How many were read so far, and among them made and not taken. */
  rows: number;
  made: number;
  /** Were there already, and said nothing new. */
  unchanged: number;
  failed: number;
  /** Rows that were taken although something in them was not as it should be, and notes on the file. */
  warnings: number;
  /** As the file was read; null: not known yet, or no file. */
  encoding: string | null;
  delimiter: string | null;
  error: string | null;
  attempts: number;
  createdAt: Date;
  endedAt: Date | null;
}

/** Older programs take what is pending or running, whatever it is; so that is called otherwise. */
const columns = `id,
  case state when 'waiting' then 'pending' when 'working' then 'running' else state end as state, link, options, rows, made, unchanged, failed, warnings, encoding, delimiter,
  error, attempts,
  created_at as "createdAt", ended_at as "endedAt"`;

export async function importById(sql: Sql, id: string): Promise<ContactImport | null> {
  const [row] = await sql.query<ContactImport>(
    `select ${columns} from contact_imports where id = $1`,
    [id],
  );
  return row ?? null;
}

/** An import that came with its request. */
export async function insertDoneImport(
  sql: Sql,
  one: Pick<ContactImport, "id" | "options" | "rows" | "made" | "failed" | "warnings">,
): Promise<void> {
  await sql.query(
    `insert into contact_imports (id, state, options, rows, made, failed, warnings, ended_at)
     values ($1, 'done', $2, $3, $4, $5, $6, clock_timestamp())`,
    [one.id, JSON.stringify(one.options), one.rows, one.made, one.failed, one.warnings],
  );
}

/** @param one without a link: its file is to be uploaded */
export async function insertFileImport(
  sql: Sql,
  one: { id: string; link: string | null; options: ImportOptions },
): Promise<void> {
  const state = one.link === null ? "uploading" : "waiting";
  await sql.query(
    "insert into contact_imports (id, state, link, options) values ($1, $2, $3, $4)",
    [one.id, state, one.link, JSON.stringify(one.options)],
  );
}

/** Takes the next import of a file under a lease; one whose worker died counts too. */
export async function claimImport(sql: Sql, leaseSeconds: number): Promise<ContactImport | null> {
  const [row] = await sql.query<ContactImport>(
    `update contact_imports
        set state = 'working', attempts = attempts + 1,
            lease_until = clock_timestamp() + make_interval(secs => $1)
      where id = (select id from contact_imports
                   where state in ('pending', 'running', 'waiting', 'working')
                     and (lease_until is null or lease_until < clock_timestamp())
                   order by id limit 1 for update skip locked)
     returning ${columns}`,
    [leaseSeconds],
  );
  return row ?? null;
}

/** What a page adds to an import's counts. */
export interface ImportCounts {
  rows: number;
  made: number;
  unchanged: number;
  failed: number;
  warnings: number;
}

/** Imports, newest first, below `after` if given. */
export async function listImports(
  sql: Sql,
  limit: number,
  after: string | null,
): Promise<ContactImport[]> {
  return sql.query<ContactImport>(
    `select ${columns} from contact_imports
      where $2::uuid is null or id < $2 order by id desc limit $1`,
    [limit, after],
  );
}

/** Prolongs the lease of an import whose file comes slowly. @returns false when it is another's now */
export async function extendImportLease(
  sql: Sql,
  { id, attempts }: Pick<ContactImport, "id" | "attempts">,
  leaseSeconds: number,
): Promise<boolean> {
  const extended = await sql.query(
    `update contact_imports set lease_until = clock_timestamp() + make_interval(secs => $3)
      where id = $1 and attempts = $2 and state = 'working' returning 1`,
    [id, attempts, leaseSeconds],
  );
  return extended.length > 0;
}

/** Notes how its file is read. */
export async function recordImportFile(
  sql: Sql,
  { id, attempts }: Pick<ContactImport, "id" | "attempts">,
  { encoding, delimiter }: Pick<ContactImport, "encoding" | "delimiter">,
): Promise<void> {
  await sql.query(
    `update contact_imports set encoding = $3, delimiter = $4
      where id = $1 and attempts = $2 and state = 'working'`,
    [id, attempts, encoding, delimiter],
  );
}

/**
 * Notes a page, in its transaction, and prolongs the lease.
 * @returns false when another worker has gone on from there: the page is not this one's to take
 */
export async function recordImportPage(
  sql: Sql,
  { id, attempts, rows }: Pick<ContactImport, "id" | "attempts" | "rows">,
  page: ImportCounts,
  leaseSeconds: number,
): Promise<boolean> {
  const noted = await sql.query(
    `update contact_imports
        set rows = rows + $4, made = made + $5, failed = failed + $6, warnings = warnings + $7,
            unchanged = unchanged + $9,
            lease_until = clock_timestamp() + make_interval(secs => $8)
      where id = $1 and attempts = $2 and rows = $3 and state = 'working' returning 1`,
    [
      id,
      attempts,
      rows,
      page.rows,
      page.made,
      page.failed,
      page.warnings,
      leaseSeconds,
      page.unchanged,
    ],
  );
  return noted.length > 0;
}

/** Ends an import. Its link is forgotten: it may be all that guards the file; and so is a file. */
export async function endImport(
  sql: Sql,
  { id, attempts }: Pick<ContactImport, "id" | "attempts">,
  end: { state: "done" } | { state: "failed"; error: string },
): Promise<void> {
  await sql.query(
    `with ended as (
       update contact_imports
          set state = $3, error = $4, link = null, lease_until = null, ended_at = clock_timestamp()
        where id = $1 and attempts = $2 and state = 'working' returning id)
     delete from contact_import_parts p using ended e where p.import_id = e.id`,
    [id, attempts, end.state, end.state === "failed" ? end.error : null],
  );
}

/** Tries an import again later. */
export async function postponeImport(
  sql: Sql,
  { id, attempts }: Pick<ContactImport, "id" | "attempts">,
  seconds: number,
): Promise<void> {
  await sql.query(
    `update contact_imports
        set state = 'waiting', lease_until = clock_timestamp() + make_interval(secs => $3)
      where id = $1 and attempts = $2 and state = 'working'`,
    [id, attempts, seconds],
  );
}
