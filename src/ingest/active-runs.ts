import type { Sql } from "../db/core/database.ts";
import type { ActiveRun } from "../db/events/event-rows.ts";
import { activeRuns } from "../db/events/event-rows.ts";
import { stopTarget } from "../domain/binding.ts";
import type { KnownEvent } from "./known-event.ts";

/** The runs active before a batch that its stops may end, or its starts avoid to double. */
export async function readActiveRuns(sql: Sql, batch: readonly KnownEvent[]): Promise<ActiveRun[]> {
  const workflows = new Set<string>();
  const contacts = new Set<string>();
  const keys = new Set<string>();
  for (const { bindings, contactId, event } of batch) {
    for (const binding of bindings) {
      if (!binding.enabled) continue;
      if (binding.role === "start") {
        if (!binding.avoidInProgress || contactId === null) continue;
        workflows.add(binding.workflowId);
        contacts.add(contactId);
        continue;
      }
      const target = stopTarget(binding.match, { contactId, keyValue: event.keyValue });
      if (target === null) continue;
      workflows.add(binding.workflowId);
      if ("contactId" in target) contacts.add(target.contactId);
      else keys.add(target.key);
    }
  }
  return workflows.size === 0 ? [] : activeRuns(sql, [...workflows], [...contacts], [...keys]);
}
