import type { Sql } from "../core/database.ts";

export interface MailRow {
  id: string;
  sender: string;
  recipients: string[];
  subject: string;
  receivedAt: Date;
}

const columns = `id, sender, recipients, subject, received_at as "receivedAt"`;

/** What a mail says, and which files it has. */
export interface MailContents {
  html: string | null;
  text: string | null;
  files: { name: string; type: string; size: number }[];
}

export async function insertMail(
  sql: Sql,
  mail: Omit<MailRow, "receivedAt"> & MailContents & { raw: Buffer },
): Promise<void> {
  const { id, sender, recipients, subject, html, text, raw, files } = mail;
  await sql.query(
    `insert into inbox_mails (id, sender, recipients, subject, html, body_text, raw, files)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [id, sender, recipients, subject, html, text, raw, JSON.stringify(files)],
  );
}

/** Mails, newest first, below a given id. */
export async function mailsBelow(
  sql: Sql,
  below: string | null,
  limit: number,
): Promise<MailRow[]> {
  return sql.query<MailRow>(
    `select ${columns} from inbox_mails where $1::uuid is null or id < $1 order by id desc limit $2`,
    [below, limit],
  );
}

export async function mailById(
  sql: Sql,
  id: string,
): Promise<(MailRow & MailContents) | undefined> {
  const [row] = await sql.query<MailRow & MailContents>(
    `select ${columns}, html, body_text as text, files from inbox_mails where id = $1`,
    [id],
  );
  return row;
}

export async function rawMailById(sql: Sql, id: string): Promise<Buffer | undefined> {
  const [row] = await sql.query<{ raw: Buffer }>("select raw from inbox_mails where id = $1", [id]);
  return row?.raw;
}

/** Deletes mails beyond the newest, the oldest first and some at a time. @returns how many */
export async function pruneMails(sql: Sql, keep: number, atOnce: number): Promise<number> {
  const rows = await sql.query(
    `delete from inbox_mails where ctid = any(array(
       select ctid from inbox_mails
        where id <= (select id from inbox_mails order by id desc offset $1 limit 1)
        order by id limit $2 for update skip locked))
     returning 1`,
    [keep, atOnce],
  );
  return rows.length;
}
