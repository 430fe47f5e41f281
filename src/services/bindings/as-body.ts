import type { CreateBinding } from "../../contract/api/binding.ts";
import type { BindingRow } from "../../db/workflows/binding-rows.ts";
import { spanOf } from "./span.ts";

/** A binding as it would be asked for, by its event type's key: to make the same one elsewhere. */
export function asBody(row: BindingRow): CreateBinding {
  const { enabled, filter, eventTypeKey } = row;
  const span = (seconds: number | null) => (seconds === null ? null : spanOf(seconds));
  if (row.role === "stop") {
    const { match, lookBack } = row;
    const stop = { match: match ?? "auto", lookBack: span(lookBack) };
    return { role: "stop", eventTypeKey, enabled, filter, ...stop };
  }
  const start = {
    role: "start" as const,
    enabled,
    filter,
    frequency: row.frequency ?? { kind: "each" },
    subject: row.subject ?? "contact",
    avoidInProgress: row.avoidInProgress,
    ignoreOlderThan: span(row.ignoreOlderThan),
  } as const;
  const { forEach, schedule, source } = row;
  if (source === "event") return { ...start, source, eventTypeKey, forEachMemberOf: forEach };
  const segment = forEach !== null && "segment" in forEach ? forEach.segment : "";
  return { ...start, source, segment, schedule: schedule ?? undefined, forEachMemberOf: null };
}
