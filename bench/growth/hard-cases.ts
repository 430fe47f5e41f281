import { randomUUID } from "node:crypto";
import type { Database } from "../../src/db/core/database.ts";
import type { IncomingEvent } from "../../src/domain/event.ts";
import type { Ingest } from "../../src/ingest/ingest.ts";
import { anyEmail } from "../contacts.ts";
import type { Measure } from "../rounds.ts";
import { perSecond } from "../rounds.ts";
import { workflowName } from "./scene.ts";

export const crowdedType = "growthCrowded";
export const crowd = 1_000;

/** A type that starts so many workflows, each once a contact: copies of one that is active. */
export async function makeCrowded(db: Database): Promise<void> {
  await db.query(
    `with type as (
       insert into event_types (id, key, name, category, source)
       values (uuidv7(), '${crowdedType}', 'Crowded', 'other', 'api') returning id),
     given as (
       select w.draft, v.definition, v.plan from workflows w
         join workflow_versions v on v.workflow_id = w.id where w.name = '${workflowName(0)}'),
     flows as (
       insert into workflows (id, name, status, draft, current_version)
       select uuidv7(), 'Crowded ' || n, 'active', draft, 1 from given, generate_series(1, ${crowd}) n
       returning id),
     versions as (
       insert into workflow_versions (id, workflow_id, number, definition, plan)
       select uuidv7(), f.id, 1, g.definition, g.plan from flows f, given g returning 1)
     insert into bindings (id, workflow_id, event_type_id, role, frequency, subject)
     select uuidv7(), f.id, t.id, 'start', '{"kind": "once"}', 'contact' from flows f, type t`,
  );
}

interface Shape {
  name: string;
  typeKey: string;
  batch: number;
  /** How many decisions an event makes, where they are counted and not the events. */
  decisions?: number;
  key?: string;
  email?: string;
  baseline?: string;
  mark?: Measure["mark"];
}

/** Events by themselves, in this process. @param contacts how many there are for `anyEmail` */
export function eventsOf(
  ingest: Ingest,
  contacts: number,
  milliseconds: number,
  { name, typeKey, batch, decisions, key, email, baseline, mark }: Shape,
): Measure {
  const one = (): IncomingEvent => {
    const value = email ?? anyEmail(contacts);
    return {
      typeKey,
      keyValue: key ?? randomUUID(),
      params: { orderId: randomUUID(), total: 59.9, currency: "EUR" },
      identities: [{ kind: "email", value }],
      messageId: randomUUID(),
      source: "api",
    };
  };
  return {
    name,
    unit: decisions === undefined ? "events/s" : "decisions/s",
    baseline,
    mark,
    run: () =>
      perSecond(2, milliseconds, async () => {
        const events = Array.from({ length: batch }, one);
        return (await ingest.ingest(events)).length * (decisions ?? 1);
      }),
  };
}
