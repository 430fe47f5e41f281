import type { Sql } from "../core/database.ts";

export interface SecretRow {
  name: string;
  /** Null when it may be sent anywhere. */
  hosts: string[] | null;
  updatedAt: Date;
}

/** Secrets by name, above `after` if given. */
export async function listSecrets(
  sql: Sql,
  limit: number,
  after: string | null,
): Promise<SecretRow[]> {
  return sql.query<SecretRow>(
    `select name, hosts, updated_at as "updatedAt" from secrets where $2::text is null or name > $2
      order by name limit $1`,
    [limit, after],
  );
}

/** @param hosts undefined: as they were */
export async function writeSecret(
  sql: Sql,
  name: string,
  sealed: Buffer,
  hosts: string[] | null | undefined,
): Promise<SecretRow> {
  const [row] = await sql.query<SecretRow>(
    `insert into secrets (name, sealed, hosts) values ($1, $2, $3)
     on conflict (name) do update set sealed = excluded.sealed, updated_at = now(),
       hosts = case when $4 then secrets.hosts else excluded.hosts end
     returning name, hosts, updated_at as "updatedAt"`,
    [name, sealed, hosts ?? null, hosts === undefined],
  );
  if (row === undefined) throw new Error("a secret was not written");
  return row;
}

/** @returns false when there is no such secret */
export async function deleteSecret(sql: Sql, name: string): Promise<boolean> {
  return (await sql.query("delete from secrets where name = $1 returning 1", [name])).length > 0;
}

export async function sealedSecrets(
  sql: Sql,
  names: readonly string[],
): Promise<{ name: string; sealed: Buffer }[]> {
  if (names.length === 0) return [];
  return sql.query("select name, sealed from secrets where name = any($1::text[])", [names]);
}

/** Where secrets may be sent, of those that may not be sent anywhere. */
export async function hostsOfSecrets(
  sql: Sql,
  names: readonly string[],
): Promise<{ name: string; hosts: string[] }[]> {
  if (names.length === 0) return [];
  return sql.query(
    "select name, hosts from secrets where name = any($1::text[]) and hosts is not null order by name",
    [names],
  );
}
