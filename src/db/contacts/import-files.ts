import type { Sql } from "../core/database.ts";

/** How many bytes of an import's file are here. */
export async function uploadedBytes(sql: Sql, importId: string): Promise<number> {
  const [row] = await sql.query<{ bytes: number }>(
    "select coalesce(max(ends), 0) as bytes from contact_import_parts where import_id = $1",
    [importId],
  );
  return row?.bytes ?? 0;
}

/**
 * Keeps a part of an import's file that goes on where the last one ended.
 * @returns false when it does not, or when the file is whole already
 */
export async function appendPart(
  sql: Sql,
  importId: string,
  starts: number,
  bytes: Buffer,
): Promise<boolean> {
  const kept = await sql.query(
    `insert into contact_import_parts (import_id, starts, ends, bytes)
     select i.id, $2::int, $3::int, $4 from contact_imports i
      where i.id = $1 and i.state = 'uploading'
        and $2::int = (select coalesce(max(p.ends), 0) from contact_import_parts p
                        where p.import_id = i.id)
     on conflict (import_id, starts) do nothing returning 1`,
    [importId, starts, starts + bytes.length, bytes],
  );
  return kept.length > 0;
}

/** Hands an import over to the workers: its file has so many bytes. @returns false when it has not */
export async function completeUpload(sql: Sql, importId: string, bytes: number): Promise<boolean> {
  const completed = await sql.query(
    `update contact_imports i set state = 'waiting'
      where i.id = $1 and i.state = 'uploading'
        and $2::int = (select coalesce(max(p.ends), 0) from contact_import_parts p
                        where p.import_id = i.id) returning 1`,
    [importId, bytes],
  );
  return completed.length > 0;
}

/** The part of a file that begins at a byte; null behind the last one. */
export async function partAt(sql: Sql, importId: string, starts: number): Promise<Buffer | null> {
  const [row] = await sql.query<{ bytes: Buffer }>(
    "select bytes from contact_import_parts where import_id = $1 and starts = $2",
    [importId, starts],
  );
  return row?.bytes ?? null;
}
