import type { Role } from "../../contract/roles.ts";
import type { Sql } from "../core/database.ts";

export interface PersonRow {
  id: string;
  name: string;
  email: string;
  role: Role;
  state: "active" | "invited" | "disabled";
  createdAt: Date;
  lastSeenAt: Date | null;
  invitedUntil: Date | null;
}

const people = `select p.id, p.name, p.email, p.role, p.created_at as "createdAt",
                       p.last_seen_at as "lastSeenAt", i.expires_at as "invitedUntil",
                       case when p.disabled_at is not null then 'disabled'
                            when p.password_hash is null and not exists (
                              select from person_identities n where n.person_id = p.id)
                              then 'invited' else 'active' end as state
                  from people p left join invitations i on i.person_id = p.id`;

/** People in the order in which they came, behind `after` if given. */
export async function listPeople(
  sql: Sql,
  limit: number,
  after: string | null,
): Promise<PersonRow[]> {
  return sql.query<PersonRow>(
    `${people} where $2::uuid is null or p.id > $2 order by p.id limit $1`,
    [limit, after],
  );
}

export async function personById(sql: Sql, id: string): Promise<PersonRow | null> {
  const [row] = await sql.query<PersonRow>(`${people} where p.id = $1`, [id]);
  return row ?? null;
}

/** @returns null when there is nobody of this address (in lower case) */
export async function personByEmail(sql: Sql, email: string): Promise<PersonRow | null> {
  const [row] = await sql.query<PersonRow>(`${people} where p.email = $1`, [email]);
  return row ?? null;
}

/**
 * Lets only one transaction at a time change who may what, so that "the last owner" and "no owner
 * yet" are true until its end. Reading and being seen go on.
 */
export async function lockRoles(sql: Sql): Promise<void> {
  await sql.query("select pg_advisory_xact_lock(hashtextextended('people', 0))");
}

/** The id of the owner who came first, of those who can sign in; null when there is none. */
export async function oldestOwner(sql: Sql): Promise<string | null> {
  const [row] = await sql.query<{ id: string }>(
    `select id from people
      where role = 'owner' and disabled_at is null and (password_hash is not null
                    or exists (select from person_identities i where i.person_id = people.id))
      order by id limit 1`,
  );
  return row?.id ?? null;
}

/** Whether somebody else than this person is an owner who can sign in. */
export async function hasOtherOwner(sql: Sql, id: string): Promise<boolean> {
  const [row] = await sql.query<{ found: boolean }>(
    `select exists (select from people where role = 'owner' and disabled_at is null and id <> $1
                              and (password_hash is not null
                    or exists (select from person_identities i where i.person_id = people.id))) as found`,
    [id],
  );
  return row?.found === true;
}

/** @returns false when the address is taken */
export async function insertPerson(
  sql: Sql,
  person: Pick<PersonRow, "id" | "name" | "email" | "role"> & { passwordHash: string | null },
): Promise<boolean> {
  const rows = await sql.query(
    `insert into people (id, name, email, role, password_hash) values ($1, $2, $3, $4, $5)
     on conflict (email) do nothing returning 1`,
    [person.id, person.name, person.email, person.role, person.passwordHash],
  );
  return rows.length > 0;
}

/** What is undefined stays; who is disabled already keeps the time of it. */
export async function changePerson(
  sql: Sql,
  id: string,
  change: { name?: string | undefined; role?: Role | undefined; disabled?: boolean | undefined },
): Promise<void> {
  await sql.query(
    `update people set name = coalesce($2, name), role = coalesce($3, role),
                       disabled_at = case $4::boolean when true then coalesce(disabled_at, now())
                                                      when false then null
                                                      else disabled_at end
      where id = $1`,
    [id, change.name ?? null, change.role ?? null, change.disabled ?? null],
  );
}

/** Deletes a person with their sessions and invitation. */
export async function deletePerson(sql: Sql, id: string): Promise<void> {
  await sql.query("delete from people where id = $1", [id]);
}

export async function recordPersonSeen(sql: Sql, id: string): Promise<void> {
  await sql.query(
    `update people set last_seen_at = now()
      where id = $1 and (last_seen_at is null or last_seen_at < now() - interval '1 minute')`,
    [id],
  );
}
