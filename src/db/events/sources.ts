import type { SourceMapping } from "../../domain/webhook-sources/mapping.ts";
import type { SourcePresetName } from "../../domain/webhook-sources/presets.ts";
import type { SignatureForm } from "../../domain/webhook-sources/signature.ts";
import type { Sql } from "../core/database.ts";

export interface SourceRow {
  id: string;
  name: string;
  preset: SourcePresetName;
  signature: SignatureForm | null;
  secret: Buffer | null;
  tokenHash: Buffer | null;
  enabled: boolean;
  mapping: SourceMapping;
  lastReceivedAt: Date | null;
  createdAt: Date;
  updatedAt: Date;
}

export type NewSourceRow = Pick<
  SourceRow,
  "id" | "name" | "preset" | "signature" | "secret" | "tokenHash" | "mapping"
>;

export interface SourceRowChange {
  name?: string | undefined;
  enabled?: boolean | undefined;
  secret?: Buffer | undefined;
  tokenHash?: Buffer | undefined;
  mapping?: SourceMapping | undefined;
}

const columns = `id, name, preset, signature, secret, token_hash as "tokenHash", enabled, mapping,
  last_received_at as "lastReceivedAt", created_at as "createdAt", updated_at as "updatedAt"`;

/** Newest first, below `after` if given. */
export async function listSources(
  sql: Sql,
  limit: number,
  after: string | null,
): Promise<SourceRow[]> {
  return sql.query<SourceRow>(
    `select ${columns} from sources where $2::uuid is null or id < $2 order by id desc limit $1`,
    [limit, after],
  );
}

export async function sourceById(sql: Sql, id: string): Promise<SourceRow | null> {
  const [row] = await sql.query<SourceRow>(
    { name: "source-by-id", text: `select ${columns} from sources where id = $1` },
    [id],
  );
  return row ?? null;
}

export async function insertSource(sql: Sql, source: NewSourceRow): Promise<SourceRow> {
  const { id, name, preset, signature, secret, tokenHash, mapping } = source;
  const [row] = await sql.query<SourceRow>(
    `insert into sources (id, name, preset, signature, secret, token_hash, mapping)
     values ($1, $2, $3, $4, $5, $6, $7) returning ${columns}`,
    [
      id,
      name,
      preset,
      signature === null ? null : JSON.stringify(signature),
      secret,
      tokenHash,
      JSON.stringify(mapping),
    ],
  );
  if (row === undefined) throw new Error("an insert without a conflict clause returned no row");
  return row;
}

/** @returns null when there is no such source */
export async function changeSource(
  sql: Sql,
  id: string,
  { name, enabled, secret, tokenHash, mapping }: SourceRowChange,
): Promise<SourceRow | null> {
  const [row] = await sql.query<SourceRow>(
    `update sources
        set name = coalesce($2, name), enabled = coalesce($3, enabled),
            secret = coalesce($4, secret), token_hash = coalesce($5, token_hash),
            mapping = coalesce($6, mapping), updated_at = now()
      where id = $1 returning ${columns}`,
    [
      id,
      name ?? null,
      enabled ?? null,
      secret ?? null,
      tokenHash ?? null,
      mapping === undefined ? null : JSON.stringify(mapping),
    ],
  );
  return row ?? null;
}

/** @returns false when there is no such source */
export async function deleteSource(sql: Sql, id: string): Promise<boolean> {
  return (await sql.query("delete from sources where id = $1 returning 1", [id])).length > 0;
}
