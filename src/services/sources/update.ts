import type { SourceChange } from "../../contract/api/sources.ts";
import type { Sql } from "../../db/core/database.ts";
import type { SourceRow } from "../../db/events/sources.ts";
import { changeSource } from "../../db/events/sources.ts";
import { noSource } from "./get.ts";
import type { Renderer } from "../../rendering/renderer.ts";
import { sealSecret } from "./seal-secret.ts";
import { requireReadable } from "./templates-of.ts";

/** @throws AppError `not_found`; `conflict` for a secret without a key to seal it with */
export async function updateSource(
  sql: Sql,
  renderer: Renderer,
  secretsKey: Buffer | undefined,
  id: string,
  { secret, ...change }: SourceChange,
): Promise<SourceRow> {
  await requireReadable(renderer, change.mapping);
  const sealed = secret === undefined ? undefined : sealSecret(secretsKey, id, secret);
  const row = await changeSource(sql, id, { ...change, secret: sealed });
  if (row === null) throw noSource();
  return row;
}
