import type { Sql } from "../core/database.ts";

/** Who a person is at a provider. */
export interface ProviderIdentity {
  issuer: string;
  subject: string;
}

/** Whose identity it is; null: nobody's yet. */
export async function personOfIdentity(
  sql: Sql,
  { issuer, subject }: ProviderIdentity,
): Promise<string | null> {
  const [row] = await sql.query<{ personId: string }>(
    `select person_id as "personId" from person_identities where issuer = $1 and subject = $2`,
    [issuer, subject],
  );
  return row?.personId ?? null;
}

/** @returns false when the person is somebody else there already */
export async function bindIdentity(
  sql: Sql,
  personId: string,
  { issuer, subject }: ProviderIdentity,
): Promise<boolean> {
  const rows = await sql.query(
    `insert into person_identities (issuer, subject, person_id) values ($1, $2, $3)
     on conflict do nothing returning 1`,
    [issuer, subject, personId],
  );
  return rows.length > 0;
}
