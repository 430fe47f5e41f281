import type { ServiceContext } from "../context.ts";
import type { SourceChange } from "../../contract/api/sources.ts";
import type { SourceRow } from "../../db/events/sources.ts";
import { changeSource } from "../../db/events/sources.ts";
import { noSource } from "./get.ts";
import { sealSecret } from "./seal-secret.ts";
import { requireReadable } from "./templates-of.ts";

/** @throws AppError `not_found`; `conflict` for a secret without a key to seal it with */
export async function updateSource(
  context: ServiceContext,
  secretsKey: Buffer | undefined,
  id: string,
  { secret, ...change }: SourceChange,
): Promise<SourceRow> {
  await requireReadable(context.renderer, change.mapping);
  const sealed = secret === undefined ? undefined : sealSecret(secretsKey, id, secret);
  const row = await changeSource(context.sql, id, { ...change, secret: sealed });
  if (row === null) throw noSource();
  return row;
}
