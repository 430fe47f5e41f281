import type { ServiceContext } from "../context.ts";
import { blockKinds } from "../../blocks/registry.ts";
import type { Definition } from "../../contract/definition.ts";
import { typeIdsOf } from "../../db/events/event-type-keys.ts";
import { insertVersionAwaits } from "../../db/workflows/workflow-versions.ts";

/** Notes which event types a version's blocks wait for: ingest looks for waits only at those. */
export async function noteAwaitedTypes(
  context: ServiceContext,
  versionId: string,
  { blocks }: Definition,
): Promise<void> {
  const keys = blocks.flatMap(({ kind, config }) => blockKinds.get(kind)?.awaits?.(config) ?? []);
  const ids = await typeIdsOf(context.sql, [...new Set(keys)]);
  await insertVersionAwaits(context.sql, versionId, [...ids.values()]);
}
