import { notifyDispatchers } from "../../db/queue/work-notice.ts";
import type { ServiceContext } from "../context.ts";
import { newId } from "../../platform/new-id.ts";
import type { TestLaunchAnswer, TestLaunchBody } from "../../contract/api/test-launch.ts";
import type { IncomingEvent } from "../../domain/event.ts";
import { AppError } from "../../contract/errors.ts";
import { contactFacts } from "../../db/contacts/contact-facts.ts";
import { insertTestRun, latestStartEventOf, startTypeOf } from "../../db/runs/test-runs.ts";
import { ensureTestVersion } from "../../db/workflows/workflow-versions.ts";
import type { WorkflowRow } from "../../db/workflows/workflow-rows.ts";
import type { ContactFacts, EventFacts } from "../../domain/facts.ts";
import { writtenPlan } from "../../domain/written-plan.ts";
import { findContact } from "../contacts/contacts.ts";
import { wholeDraft } from "./examine.ts";
import { noteAwaitedTypes, planOf } from "./publish.ts";
import { requireLockedWorkflow, requireVersion } from "./require.ts";

/**
 * Runs any version, also the draft, for a contact or an event as JSON, beside everything real: no
 * event is kept, no binding decides, no gate closes, and its messages go to the tester alone.
 * @throws AppError `not_found`; `conflict` with the draft's `problems`
 */
export async function testLaunch(
  context: ServiceContext,
  id: string,
  body: TestLaunchBody,
): Promise<TestLaunchAnswer> {
  const { skipWaiting, callWebhooks, recipient = null } = body;
  return context.transaction(async (context) => {
    const workflow = await requireLockedWorkflow(context, id);
    const version = await versionOf(context, workflow, body.version);
    const { contactId, contact, event } = await subjectOf(context, workflow, body);
    const runId = newId();
    const test = { skipWaiting, callWebhooks, recipient, event, contact };
    await insertTestRun(context.sql, {
      id: runId,
      workflowId: id,
      versionId: version.id,
      contactId,
      test,
    });
    await context.afterCommit(notifyDispatchers);
    return { runId, version: version.number, contactId };
  });
}

/** A draft is kept as a version that nothing shows: number 0. */
async function versionOf(
  context: ServiceContext,
  { id: workflowId, draft }: WorkflowRow,
  wanted: number | "draft",
): Promise<{ id: string; number: number }> {
  if (wanted !== "draft") return requireVersion(context, workflowId, wanted);
  const { definition, contents } = await wholeDraft(context, draft);
  const made = {
    id: newId(),
    workflowId,
    definition,
    plan: writtenPlan(planOf(definition)),
    contents,
  };
  const id = await ensureTestVersion(context.sql, made);
  await noteAwaitedTypes(context, id, definition);
  return { id, number: 0 };
}

interface Subject {
  contactId: string;
  /** What is said of somebody whom we don't know; null where the contact is read. */
  contact: ContactFacts | null;
  event: EventFacts;
}

async function subjectOf(
  context: ServiceContext,
  workflow: WorkflowRow,
  { contactId: given, event: json }: TestLaunchBody,
): Promise<Subject> {
  const found = given ?? (await findContact(context.sql, json?.identities ?? []));
  if (given !== undefined && !(await contactFacts(context.sql, [given])).has(given)) {
    throw new AppError("not_found", `there is no contact ${given}`);
  }
  const contactId = found ?? newId();
  const contact = found === null ? imagined(contactId, json?.identities ?? []) : null;
  const event =
    json === undefined ? await eventFor(context, workflow.id, contactId) : eventFrom(json);
  return { contactId, contact, event };
}

/** An event like the contact's latest real one, or with nothing but its type. */
async function eventFor(
  context: ServiceContext,
  workflowId: string,
  contactId: string,
): Promise<EventFacts> {
  const latest = await latestStartEventOf(context.sql, workflowId, contactId);
  const now = context.now().toISOString();
  const typeKey = latest?.typeKey ?? (await startTypeOf(context.sql, workflowId)) ?? "test";
  const { keyValue = contactId, params = {}, occurredAt = null } = latest ?? {};
  return { id: newId(), typeKey, keyValue, params, receivedAt: now, occurredAt };
}

function eventFrom({ typeKey, keyValue, params, occurredAt }: IncomingEvent): EventFacts {
  return {
    id: newId(),
    typeKey,
    keyValue,
    params,
    receivedAt: new Date().toISOString(),
    occurredAt: occurredAt?.toISOString() ?? null,
  };
}

/** The contact that a real event would have made. */
function imagined(id: string, identities: IncomingEvent["identities"]): ContactFacts {
  const valueOf = (kind: string): string | null =>
    identities.find((identity) => identity.kind === kind)?.value ?? null;
  return {
    id,
    email: valueOf("email"),
    phone: valueOf("phone"),
    firstName: null,
    lastName: null,
    language: null,
    timeZone: null,
    attributes: {},
    segments: [],
    topics: [],
    topicsByChannel: [],
    unsubscribedChannels: [],
    emailConfirmed: false,
    unsubscribed: false,
  };
}
