import type { ImportOptions } from "../../contract/contact-import.ts";
import type { Sql } from "../core/database.ts";

export interface ContactImport {
  id: string;
  state: "pending" | "running" | "done" | "failed";
  link: string | null;
  options: ImportOptions;
  /** How many were read so far, and among them made and not taken. */
  rows: number;
  made: number;
  failed: number;
  error: string | null;
  attempts: number;
  createdAt: Date;
  endedAt: Date | null;
}

const columns = `id, state, link, options, rows, made, failed, error, attempts,
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
  one: Pick<ContactImport, "id" | "options" | "rows" | "made" | "failed">,
): Promise<void> {
  await sql.query(
    `insert into contact_imports (id, state, options, rows, made, failed, ended_at)
     values ($1, 'done', $2, $3, $4, $5, clock_timestamp())`,
    [one.id, JSON.stringify(one.options), one.rows, one.made, one.failed],
  );
}

export async function insertLinkedImport(
  sql: Sql,
  one: { id: string; link: string; options: ImportOptions },
): Promise<void> {
  await sql.query(
    "insert into contact_imports (id, state, link, options) values ($1, 'pending', $2, $3)",
    [one.id, one.link, JSON.stringify(one.options)],
  );
}

/** Takes the next import from a link under a lease; one whose worker died counts too. */
export async function claimImport(sql: Sql, leaseSeconds: number): Promise<ContactImport | null> {
  const [row] = await sql.query<ContactImport>(
    `update contact_imports
        set state = 'running', attempts = attempts + 1,
            lease_until = clock_timestamp() + make_interval(secs => $1)
      where id = (select id from contact_imports
                   where state in ('pending', 'running')
                     and (lease_until is null or lease_until < clock_timestamp())
                   order by id limit 1 for update skip locked)
     returning ${columns}`,
    [leaseSeconds],
  );
  return row ?? null;
}

/**
 * Notes a page, in its transaction, and prolongs the lease.
 * @returns false when another worker has gone on from there: the page is not this one's to take
 */
export async function recordImportPage(
  sql: Sql,
  { id, attempts, rows }: Pick<ContactImport, "id" | "attempts" | "rows">,
  page: { rows: number; made: number; failed: number },
  leaseSeconds: number,
): Promise<boolean> {
  const noted = await sql.query(
    `update contact_imports
        set rows = rows + $4, made = made + $5, failed = failed + $6,
            lease_until = clock_timestamp() + make_interval(secs => $7)
      where id = $1 and attempts = $2 and rows = $3 and state = 'running' returning 1`,
    [id, attempts, rows, page.rows, page.made, page.failed, leaseSeconds],
  );
  return noted.length > 0;
}

/** Ends an import. Its link is forgotten: it may be all that guards the file. */
export async function endImport(
  sql: Sql,
  { id, attempts }: Pick<ContactImport, "id" | "attempts">,
  end: { state: "done" } | { state: "failed"; error: string },
): Promise<void> {
  await sql.query(
    `update contact_imports
        set state = $3, error = $4, link = null, lease_until = null, ended_at = clock_timestamp()
      where id = $1 and attempts = $2 and state = 'running'`,
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
        set state = 'pending', lease_until = clock_timestamp() + make_interval(secs => $3)
      where id = $1 and attempts = $2 and state = 'running'`,
    [id, attempts, seconds],
  );
}
