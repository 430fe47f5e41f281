import { describeFrequency } from "../../domain/frequency.ts";
import type { Database } from "../../db/database.ts";
import type { Dependency } from "../../db/event-types.ts";
import { dependenciesOf } from "../../db/event-types.ts";
import { getEventType } from "./get.ts";

type Linked = Pick<Dependency, "workflowId" | "workflowName" | "status" | "bindingId" | "enabled">;

export interface Dependencies {
  starts: (Linked & { frequency: string })[];
  stops: Linked[];
}

/**
 * The workflows that a type starts and stops.
 * @throws AppError `not_found`
 */
export async function eventTypeDependencies(db: Database, id: string): Promise<Dependencies> {
  await getEventType(db, id);
  const found: Dependencies = { starts: [], stops: [] };
  for (const { role, frequency, subject, ...linked } of await dependenciesOf(db, id)) {
    if (role === "stop") found.stops.push(linked);
    else if (frequency !== null) {
      const words = describeFrequency(frequency, subject ?? "contact");
      found.starts.push({ ...linked, frequency: words });
    }
  }
  return found;
}
