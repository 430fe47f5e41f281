import type { Sql } from "../core/database.ts";

export interface MemberRow {
  contactId: string;
  email: string | null;
  firstName: string | null;
  lastName: string | null;
  addedAt: Date;
}

/** Members by contact id, above `after` if given. @param among only these contacts */
export async function listMembers(
  sql: Sql,
  segmentId: string,
  limit: number,
  after: string | null,
  among: readonly string[] | null = null,
): Promise<MemberRow[]> {
  return sql.query<MemberRow>(
    `select c.id as "contactId", c.email, c.first_name as "firstName", c.last_name as "lastName",
            m.added_at as "addedAt"
       from segment_members m join contacts c on c.id = m.contact_id
      where m.segment_id = $1 and ($3::uuid is null or m.contact_id > $3)
        and ($4::uuid[] is null or m.contact_id = any($4))
      order by m.contact_id limit $2`,
    [segmentId, limit, after, among],
  );
}

/**
 * Adds contacts that exist, in sorted order, so that concurrent changes can't deadlock; the lock
 * leaves out one that is erased at this moment.
 * @returns who is new
 */
export async function addMembers(
  sql: Sql,
  segmentId: string,
  contactIds: readonly string[],
): Promise<string[]> {
  const added = await sql.query<{ id: string }>(
    `insert into segment_members (segment_id, contact_id)
     select $1, id from contacts where id = any($2::uuid[]) order by id for key share
     on conflict do nothing returning contact_id as id`,
    [segmentId, contactIds],
  );
  return added.map(({ id }) => id);
}

/** @returns who was a member */
export async function removeMembers(
  sql: Sql,
  segmentId: string,
  contactIds: readonly string[],
): Promise<string[]> {
  const removed = await sql.query<{ id: string }>(
    `delete from segment_members where segment_id = $1 and contact_id = any($2::uuid[])
     returning contact_id as id`,
    [segmentId, contactIds],
  );
  return removed.map(({ id }) => id);
}
