import type { Explanation } from "../../contract/api/contact-explanation.ts";
import { contactById, segmentsOfContact } from "../../db/contacts/contacts.ts";
import { lastEventsOfTypes, triggerEventsOf } from "../../db/contacts/explanation.ts";
import { closedGates } from "../../db/events/launch-gates.ts";
import { messagesBehind } from "../../db/messages/message-history.ts";
import { runsBelow } from "../../db/runs/run-history.ts";
import type { BindingRow } from "../../db/workflows/binding-rows.ts";
import { bindingsOfWorkflows } from "../../db/workflows/binding-rows.ts";
import { bindingLabel } from "../bindings/label.ts";
import type { ServiceContext } from "../context.ts";
import { presentMessage } from "../messages/present.ts";
import { requireVersion, requireWorkflow } from "../workflows/require.ts";
import { noContact } from "./contacts.ts";
import { blockedMessages } from "./blocked-messages.ts";
import { explainedRun } from "./explained-run.ts";
import { verdictOf } from "./verdict.ts";

const newestRuns = 5;
const newestMessages = 20;

type Trigger = Explanation["triggers"][number];

/**
 * Why a contact got, or didn't get, what a workflow sends: whether anything came that could start it, what
 * that decided, where its runs are or ended, and what became of its messages.
 * @throws AppError `not_found`
 */
export async function explain(
  context: ServiceContext,
  contactId: string,
  workflowId: string,
): Promise<Explanation> {
  const { sql } = context;
  if ((await contactById(sql, contactId)) === null) throw noContact();
  const workflow = await requireWorkflow(context, workflowId);
  const { id, name, status, currentVersion: version } = workflow;
  const about = { contactId, workflowId };
  const found = await runsBelow(sql, { ...about, test: false }, newestRuns);
  const runs = [];
  for (const run of found.rows.slice(0, newestRuns)) runs.push(await explainedRun(context, run));
  const messages = (await messagesBehind(sql, { ...about, test: false }, null, newestMessages))
    .rows;
  const bindings = await bindingsOfWorkflows(sql, [workflowId]);
  const triggers = await triggersFor(
    context,
    about,
    bindings.filter(({ role }) => role === "start"),
  );
  const blocked =
    version === null
      ? []
      : await blockedMessages(
          context,
          contactId,
          await requireVersion(context, workflowId, version),
        );
  const facts = {
    workflow: { id, name, status, version },
    triggers,
    runs,
    messages: messages.map(presentMessage),
    blocked,
  };
  return { ...facts, ...verdictOf(facts) };
}

async function triggersFor(
  { sql }: ServiceContext,
  { contactId, workflowId }: { contactId: string; workflowId: string },
  starts: readonly BindingRow[],
): Promise<Trigger[]> {
  const typeIds = [...new Set(starts.map(({ eventTypeId }) => eventTypeId))];
  const events = await triggerEventsOf(sql, contactId, typeIds, workflowId);
  const last = new Map(
    (await lastEventsOfTypes(sql, typeIds)).map(({ typeId, at }) => [typeId, at]),
  );
  const byContact = starts.filter(({ subject }) => subject === "contact").map(({ id }) => id);
  const gates = new Map(
    (await closedGates(sql, byContact, contactId)).map((gate) => [gate.bindingId, gate]),
  );
  const segments = new Set((await segmentsOfContact(sql, contactId)).map(({ name }) => name));
  return starts.map((binding): Trigger => {
    const { id, eventTypeId, eventTypeKey, eventTypeName, source, enabled, forEach } = binding;
    const gate = gates.get(id);
    const segment = forEach !== null && "segment" in forEach ? forEach.segment : null;
    return {
      bindingId: id,
      eventType: { id: eventTypeId, key: eventTypeKey, name: eventTypeName },
      source,
      enabled,
      words: bindingLabel(binding),
      segment: segment === null ? null : { name: segment, isMember: segments.has(segment) },
      events: decisionsFor(id, eventTypeId, events),
      lastEventAt: last.get(eventTypeId) ?? null,
      closed: gate === undefined ? null : { launchedAt: gate.launchedAt, opensAt: gate.opensAt },
    };
  });
}

/** Each event once: with its decision for this trigger, or with none. */
function decisionsFor(
  bindingId: string,
  typeId: string,
  events: Awaited<ReturnType<typeof triggerEventsOf>>,
): Trigger["events"] {
  const ofType = events.filter((event) => event.typeId === typeId);
  return [...new Set(ofType.map((event) => event.id))].flatMap((eventId) => {
    const decided = ofType.find((one) => one.id === eventId && one.bindingId === bindingId);
    const any = ofType.find((one) => one.id === eventId);
    if (any === undefined) return [];
    return [
      {
        eventId,
        at: any.receivedAt,
        outcome: (decided?.outcome ?? null) as Trigger["events"][number]["outcome"],
        reason: decided?.reason ?? null,
        until: decided?.until ?? null,
        runId: decided?.runId ?? null,
      },
    ];
  });
}
