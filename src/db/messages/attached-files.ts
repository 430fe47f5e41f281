import { bulkInsert } from "../core/bulk-insert.ts";
import type { Sql } from "../core/database.ts";

export interface AttachedFile {
  id: string;
  content: Buffer;
}

const newFiles = bulkInsert<AttachedFile>("attached_files", {
  id: ["text", ({ id }) => id],
  content: ["bytea", ({ content }) => content],
});

/** Keeps files, or those that are there already for longer. */
export async function keepFiles(sql: Sql, files: readonly AttachedFile[]): Promise<void> {
  if (files.length === 0) return;
  await sql.query(
    {
      name: "keep-attached-files",
      text: `${newFiles.text}
             on conflict (id) do update set kept_at = now()
               where attached_files.kept_at < now() - interval '1 day'`,
    },
    newFiles.values(files),
  );
}

/** @returns undefined where it was forgotten, or never came */
export async function contentOfFile(sql: Sql, id: string): Promise<Buffer | undefined> {
  const [row] = await sql.query<{ content: Buffer }>(
    "select content from attached_files where id = $1",
    [id],
  );
  return row?.content;
}

/** What a message takes along, where that has changed since it was kept. */
export async function noteFiles(
  sql: Sql,
  messageId: string,
  files: { attachments: unknown[]; missingFiles: string[] },
): Promise<void> {
  await sql.query("update messages set content = content || $2::jsonb where id = $1", [
    messageId,
    JSON.stringify(files),
  ]);
}
