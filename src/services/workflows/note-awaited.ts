import { blockKinds } from "../../blocks/registry.ts";
import type { Definition } from "../../contract/definition.ts";
import type { Sql } from "../../db/core/database.ts";
import { typeIdsOf } from "../../db/events/event-type-keys.ts";
import { insertVersionAwaits } from "../../db/workflows/workflow-versions.ts";

/** Notes which event types a version's blocks wait for: ingest looks for waits only at those. */
export async function noteAwaitedTypes(
  sql: Sql,
  versionId: string,
  { blocks }: Definition,
): Promise<void> {
  const keys = blocks.flatMap(({ kind, config }) => blockKinds.get(kind)?.awaits?.(config) ?? []);
  const ids = await typeIdsOf(sql, [...new Set(keys)]);
  await insertVersionAwaits(sql, versionId, [...ids.values()]);
}
