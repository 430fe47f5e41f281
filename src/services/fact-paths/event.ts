import type { ServiceContext } from "../context.ts";
import type { FactPath } from "../../contract/api/fact-paths.ts";
import { newestParams } from "../../db/events/seen-params.ts";
import type { SeenValue } from "../../domain/seen-values.ts";
import { seenValues } from "../../domain/seen-values.ts";
import { fixed, seenBelow } from "./path.ts";

const lookedAt = 500;
const maxTypes = 20;

/** What the newest events of some types have said: 500 of them, shared by the types. */
export async function paramsOfTypes(
  context: ServiceContext,
  typeIds: readonly string[],
): Promise<SeenValue[]> {
  const ids = [...new Set(typeIds)].slice(0, maxTypes);
  const params: object[] = [];
  for (const id of ids) {
    params.push(...(await newestParams(context.sql, id, Math.ceil(lookedAt / ids.length))));
  }
  return seenValues(params);
}

/** The paths of an event, below `event` or `waited.block`. */
export function eventPaths(
  root: string,
  typeKeys: readonly string[],
  params: readonly SeenValue[],
  of = "",
): FactPath[] {
  return [
    ...seenBelow(`${root}.params`, params, (name) => name + of),
    fixed(`${root}.typeKey`, `Event type${of}`, "text", [...new Set(typeKeys)].slice(0, 5)),
    fixed(`${root}.keyValue`, `Event key${of}`, "text"),
    fixed(`${root}.receivedAt`, `Received${of}`, "date"),
    fixed(`${root}.occurredAt`, `Occurred${of}`, "date"),
  ];
}
