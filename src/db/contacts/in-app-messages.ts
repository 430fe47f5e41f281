import type { Sql } from "../core/database.ts";

/** A message as it stands in its contact's inbox. */
export interface InAppRow {
  id: string;
  position: string;
  revision: string;
  content: unknown;
  tag: string | null;
  isPinned: boolean;
  createdAt: Date;
  expiresAt: Date;
  seenAt: Date | null;
  readAt: Date | null;
  archivedAt: Date | null;
  /** Whether it is not to be shown any more: deleted, or expired. */
  isGone: boolean;
}

export interface InAppManners {
  tag: string | null;
  isPinned: boolean;
  /** How long it is shown. */
  hours: number;
}

const columns = `m.id, m.position::text as position, m.revision::text as revision, m.content, m.tag,
            m.is_pinned as "isPinned", m.created_at as "createdAt", m.expires_at as "expiresAt",
            m.seen_at as "seenAt", m.read_at as "readAt", m.archived_at as "archivedAt",
            (m.deleted_at is not null or m.expires_at <= now()) as "isGone"`;

/** Of messages `m`: those that an inbox shows. */
const isShown = "m.deleted_at is null and m.expires_at > now()";

/** The inbox of each contact is locked before its messages: revisions follow one another. */
const changedInbox = `
  insert into in_app_inboxes as i (contact_id, revision)
  select c.id, 1 from whose join contacts c on c.id = whose.contact_id
  on conflict (contact_id) do update set revision = i.revision + 1
  returning i.contact_id, i.revision`;

/** What is put into an inbox: handed over again, nothing is changed. */
function puttingInto(whose: string): string {
  return `with whose as (${whose}), box as (${changedInbox})
          insert into in_app_messages (id, contact_id, revision, content, tag, is_pinned, expires_at)
          select $1, box.contact_id, box.revision, $2, $3, $4, now() + make_interval(hours => $5)
            from box
          on conflict (id) do update set id = excluded.id
          returning id`;
}

/**
 * Puts a message into the inbox of its contact, also where that was merged meanwhile. One that is there
 * already stays as it is.
 * @returns false where there is no such contact any more
 */
export async function putIntoInbox(
  sql: Sql,
  id: string,
  content: unknown,
  { tag, isPinned, hours }: InAppManners,
): Promise<boolean> {
  const whose = "select contact_id from messages where id = $1::uuid";
  const rows = await sql.query({ name: "put-into-inbox", text: puttingInto(whose) }, [
    id,
    JSON.stringify(content),
    tag,
    isPinned,
    hours,
  ]);
  return rows.length > 0;
}

/** The same for a message that tries the channel, and is kept nowhere else. */
export async function putTrialIntoInbox(
  sql: Sql,
  {
    id,
    contactId,
    content,
    hours,
  }: { id: string; contactId: string; content: unknown; hours: number },
): Promise<boolean> {
  const rows = await sql.query(puttingInto("select $6::uuid as contact_id"), [
    id,
    JSON.stringify(content),
    null,
    false,
    hours,
    contactId,
  ]);
  return rows.length > 0;
}

export interface InboxFilter {
  show: "inbox" | "unread" | "archived";
  tag: string | null;
  /** Where the page before has ended. */
  after: { isPinned: boolean; position: string } | null;
  limit: number;
}

/** A page of an inbox: what is pinned first, then the newest. */
export async function inboxPage(
  sql: Sql,
  contactId: string,
  { show, tag, after, limit }: InboxFilter,
): Promise<InAppRow[]> {
  return sql.query<InAppRow>(
    {
      name: "inbox-page",
      text: `select ${columns} from in_app_messages m
              where m.contact_id = $1 and ${isShown}
                and (m.archived_at is not null) = ($2 = 'archived')
                and ($2 <> 'unread' or m.read_at is null)
                and ($3::text is null or m.tag = $3)
                and ($4::boolean is null or (m.is_pinned, m.position) < ($4, $5::bigint))
              order by m.is_pinned desc, m.position desc limit $6`,
    },
    [contactId, show, tag, after?.isPinned ?? null, after?.position ?? null, limit],
  );
}

export interface InboxCounts {
  unread: number;
  unseen: number;
  revision: string;
}

export async function inboxCounts(sql: Sql, contactId: string): Promise<InboxCounts> {
  const rows = await sql.query<InboxCounts>(
    {
      name: "inbox-counts",
      text: `select count(*) filter (where m.read_at is null) as unread,
                    count(*) filter (where m.seen_at is null) as unseen,
                    coalesce((select revision from in_app_inboxes where contact_id = $1), 0)::text
                      as revision
               from in_app_messages m
              where m.contact_id = $1 and ${isShown} and m.archived_at is null`,
    },
    [contactId],
  );
  const [row] = rows;
  if (row === undefined) throw new Error("Postgres counted nothing");
  return row;
}

/** What has changed in an inbox since a revision, what was changed first before the rest. */
export async function inboxChanges(
  sql: Sql,
  contactId: string,
  since: string,
  limit: number,
): Promise<InAppRow[]> {
  return sql.query<InAppRow>(
    {
      name: "inbox-changes",
      text: `select ${columns} from in_app_messages m
              where m.contact_id = $1 and m.revision > $2::bigint
              order by m.revision, m.position limit $3`,
    },
    [contactId, since, limit],
  );
}

/** What a contact does with its messages: what is set, where that changes something. */
const marks = {
  seen: { set: "seen_at = now()", where: "m.seen_at is null" },
  read: {
    set: "read_at = now(), seen_at = coalesce(m.seen_at, now())",
    where: "m.read_at is null",
  },
  unread: { set: "read_at = null", where: "m.read_at is not null" },
  archive: { set: "archived_at = now()", where: "m.archived_at is null" },
  restore: { set: "archived_at = null", where: "m.archived_at is not null" },
  delete: { set: "deleted_at = now(), content = '{}'", where: "m.deleted_at is null" },
} as const;
export type InboxMark = keyof typeof marks;

/**
 * Marks messages of one contact: those of other contacts stay as they are.
 *
 * @param ids null: all that its inbox shows
 * @returns those that were marked, so many at most
 */
export async function markInbox(
  sql: Sql,
  contactId: string,
  mark: InboxMark,
  { ids, limit }: { ids: readonly string[] | null; limit: number },
): Promise<string[]> {
  const { set, where } = marks[mark];
  const rows = await sql.query<{ id: string }>(
    `with whose as (
       select $1::uuid as contact_id
        where exists (select from in_app_messages m
                       where m.contact_id = $1 and ${where} and m.deleted_at is null
                         and (m.id = any($2::uuid[]) or ($2 is null and ${isShown} and m.archived_at is null)))),
     box as (${changedInbox}),
     due as (
       select m.id from in_app_messages m join box on box.contact_id = m.contact_id
        where ${where} and m.deleted_at is null
          and (m.id = any($2::uuid[]) or ($2 is null and ${isShown} and m.archived_at is null))
        order by m.position limit $3)
     update in_app_messages m set ${set}, revision = box.revision
       from due, box where m.id = due.id and ${where}
     returning m.id`,
    [contactId, ids, limit],
  );
  return rows.map(({ id }) => id);
}

/** A message of an inbox by its id: only where it is this contact's. */
export async function inboxMessage(
  sql: Sql,
  contactId: string,
  id: string,
): Promise<InAppRow | undefined> {
  const rows = await sql.query<InAppRow>(
    `select ${columns} from in_app_messages m
      where m.contact_id = $1 and m.id = $2 and m.deleted_at is null`,
    [contactId, id],
  );
  return rows[0];
}
