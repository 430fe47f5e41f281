import { v7 } from "uuid";
import type { TestLaunchAnswer, TestLaunchBody } from "../../contract/api/test-launch.ts";
import type { IncomingEvent } from "../../domain/event.ts";
import { AppError } from "../../contract/errors.ts";
import { contactFacts } from "../../db/contacts/contact-facts.ts";
import type { Database, Sql } from "../../db/core/database.ts";
import { insertTestRun, latestStartEventOf, startTypeOf } from "../../db/runs/test-runs.ts";
import { notifyDispatchers } from "../../db/queue/work-notice.ts";
import { ensureTestVersion } from "../../db/workflows/workflow-versions.ts";
import type { WorkflowRow } from "../../db/workflows/workflow-rows.ts";
import type { ContactFacts, EventFacts } from "../../domain/facts.ts";
import type { Renderer } from "../../rendering/renderer.ts";
import { restarting } from "../../rendering/restarting.ts";
import { findContact } from "../contacts/find.ts";
import { wholeDraft } from "./examine.ts";
import { noteAwaitedTypes } from "./note-awaited.ts";
import { planOf } from "./plan-of.ts";
import { requireLockedWorkflow, requireVersion } from "./require.ts";

/**
 * Runs any version, also the draft, for a contact or an event as JSON, beside everything real: no
 * event is kept, no binding decides, no gate closes, and its messages go to the tester alone.
 * @throws AppError `not_found`; `conflict` with the draft's `problems`
 */
export async function testLaunch(
  db: Database,
  renderer: Renderer,
  id: string,
  body: TestLaunchBody,
): Promise<TestLaunchAnswer> {
  const { skipWaiting, recipient = null } = body;
  const launched = await restarting(renderer, (here) =>
    db.tx(async (sql) => {
      const workflow = await requireLockedWorkflow(sql, id);
      const version = await versionOf(sql, here, workflow, body.version);
      const { contactId, contact, event } = await subjectOf(sql, workflow, body);
      const runId = v7();
      const test = { skipWaiting, recipient, event, contact };
      await insertTestRun(sql, {
        id: runId,
        workflowId: id,
        versionId: version.id,
        contactId,
        test,
      });
      return { runId, version: version.number, contactId };
    }),
  );
  await notifyDispatchers(db);
  return launched;
}

/** A draft is kept as a version that nothing shows: number 0. */
async function versionOf(
  sql: Sql,
  renderer: Renderer,
  { id: workflowId, draft }: WorkflowRow,
  wanted: number | "draft",
): Promise<{ id: string; number: number }> {
  if (wanted !== "draft") return requireVersion(sql, workflowId, wanted);
  const { definition, contents } = await wholeDraft(sql, renderer, draft);
  const made = { id: v7(), workflowId, definition, plan: planOf(definition), contents };
  const id = await ensureTestVersion(sql, made);
  await noteAwaitedTypes(sql, id, definition);
  return { id, number: 0 };
}

interface Subject {
  contactId: string;
  /** Of somebody whom we don't know; null: read the contact. */
  contact: ContactFacts | null;
  event: EventFacts;
}

async function subjectOf(
  sql: Sql,
  workflow: WorkflowRow,
  { contactId: given, event: json }: TestLaunchBody,
): Promise<Subject> {
  const found = given ?? (await findContact(sql, json?.identities ?? []));
  if (given !== undefined && !(await contactFacts(sql, [given])).has(given)) {
    throw new AppError("not_found", `there is no contact ${given}`);
  }
  const contactId = found ?? v7();
  const contact = found === null ? imagined(contactId, json?.identities ?? []) : null;
  const event = json === undefined ? await eventFor(sql, workflow.id, contactId) : eventFrom(json);
  return { contactId, contact, event };
}

/** As in the contact's latest real event, or with nothing but its type. */
async function eventFor(sql: Sql, workflowId: string, contactId: string): Promise<EventFacts> {
  const latest = await latestStartEventOf(sql, workflowId, contactId);
  const now = new Date().toISOString();
  const typeKey = latest?.typeKey ?? (await startTypeOf(sql, workflowId)) ?? "test";
  const { keyValue = contactId, params = {}, occurredAt = null } = latest ?? {};
  return { id: v7(), typeKey, keyValue, params, receivedAt: now, occurredAt };
}

function eventFrom({ typeKey, keyValue, params, occurredAt }: IncomingEvent): EventFacts {
  return {
    ...{ id: v7(), typeKey, keyValue, params },
    receivedAt: new Date().toISOString(),
    occurredAt: occurredAt?.toISOString() ?? null,
  };
}

/** The contact that a real event would have made. */
function imagined(id: string, identities: IncomingEvent["identities"]): ContactFacts {
  const valueOf = (kind: string): string | null =>
    identities.find((identity) => identity.kind === kind)?.value ?? null;
  return {
    ...{ id, email: valueOf("email"), phone: valueOf("phone") },
    ...{ firstName: null, lastName: null, language: null, timeZone: null, attributes: {} },
    ...{ segments: [], topics: [], emailConfirmed: false, unsubscribed: false },
  };
}
