import type { Sql } from "../db/database.ts";
import type { AliveRun } from "../db/event-rows.ts";
import { aliveRuns } from "../db/event-rows.ts";
import { stopTarget } from "../domain/binding.ts";
import type { KnownEvent } from "./known-event.ts";

/** The runs that the stops of a batch may end: those alive before it. */
export async function readAliveRuns(sql: Sql, batch: readonly KnownEvent[]): Promise<AliveRun[]> {
  const workflows = new Set<string>();
  const contacts = new Set<string>();
  const keys = new Set<string>();
  for (const { bindings, contactId, event } of batch) {
    for (const binding of bindings) {
      if (binding.role !== "stop" || !binding.enabled) continue;
      const target = stopTarget(binding.match, { contactId, keyValue: event.keyValue });
      if (target === null) continue;
      workflows.add(binding.workflowId);
      if ("contactId" in target) contacts.add(target.contactId);
      else keys.add(target.key);
    }
  }
  return workflows.size === 0 ? [] : aliveRuns(sql, [...workflows], [...contacts], [...keys]);
}
