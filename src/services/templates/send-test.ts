import { email } from "../../channels/email/description.ts";
import { readBlockConfig } from "../../contract/block-config.ts";
import type { TestSendAnswer, TestSendBody } from "../../contract/api/template-versions.ts";
import type { Definition } from "../../contract/definition.ts";
import { draftSchema } from "../../contract/draft.ts";
import { AppError } from "../../contract/errors.ts";
import { personById } from "../../db/access/people.ts";
import { ensureSetting } from "../../db/core/settings.ts";
import { notifyDispatchers } from "../../db/queue/work-notice.ts";
import { countTestsBy, insertTestRun, lockTester } from "../../db/runs/test-runs.ts";
import { insertArchivedWorkflow } from "../../db/workflows/workflow-rows.ts";
import { ensureTestVersion } from "../../db/workflows/workflow-versions.ts";
import { writtenPlan } from "../../domain/written-plan.ts";
import { newId } from "../../platform/new-id.ts";
import { setUpChannels } from "../channel-setups/set-up-channels.ts";
import type { ServiceContext } from "../context.ts";
import { planOf } from "../workflows/publish.ts";
import { freezeContents } from "./freeze.ts";
import { previewFacts } from "./preview-facts.ts";
import { requireNone } from "./preview.ts";

const atMost = 20;
const withinMinutes = 10;

/**
 * Sends a content to whoever is signed in, and to nobody else, by a test run: a worker composes and
 * sends it as any other message, and no consent, cap or gate of a contact is touched.
 * @throws AppError `forbidden` for a key, which has no address; `too_many_requests`; `conflict` with
 *   the content's `problems`; `not_found`
 */
export async function sendTest(
  context: ServiceContext,
  { content, language, ...subject }: TestSendBody,
): Promise<TestSendAnswer> {
  const { id: personId, email: recipient } = await whoAsks(context);
  const { event, contact } = await previewFacts(context, { ...subject, facts: {} }, context.now());
  return context.transaction(async (context) => {
    await lockTester(context.sql, personId);
    const workflowId = await ensureSetting(context.sql, "template_test_workflow", newId());
    const recent = await countTestsBy(context.sql, workflowId, personId, withinMinutes);
    if (recent >= atMost) {
      const message = `${atMost} tests in ${withinMinutes} minutes are the most; try again later`;
      throw new AppError("too_many_requests", message, { details: { retryAfterSeconds: 60 } });
    }
    // Copies would go to others.
    const { engine, cc: _cc, bcc: _bcc, ...own } = content;
    const definition = definitionOf({ ...own, language, transactional: true });
    const { contents, problems } = await freezeContents(context, definition, engine);
    requireNone(problems);
    const channels = await setUpChannels(context);
    await insertArchivedWorkflow(context.sql, {
      id: workflowId,
      name: "Test messages of templates",
      draft: draftSchema.parse({ blocks: definition.blocks, edges: definition.edges }),
    });
    const plan = writtenPlan(planOf(definition, channels));
    const version = { id: newId(), workflowId, definition, plan, contents };
    const versionId = await ensureTestVersion(context.sql, version);
    const runId = newId();
    const address = channels.has(email.name) ? recipient : null;
    const isKnown = contact !== null && contact.id !== "";
    const contactId = isKnown ? contact.id : newId();
    await insertTestRun(context.sql, {
      id: runId,
      workflowId,
      versionId,
      contactId,
      test: {
        skipWaiting: true,
        callWebhooks: false,
        recipient: address,
        event:
          event.id === "" ? { ...event, id: newId(), typeKey: "test", keyValue: "test" } : event,
        contact: isKnown ? null : { ...nobody, id: contactId, email: recipient },
        by: personId,
      },
    });
    await context.afterCommit(notifyDispatchers);
    return { runId, recipient: address };
  });
}

async function whoAsks({ actor, sql }: ServiceContext): Promise<{ id: string; email: string }> {
  const person = actor.kind === "person" ? await personById(sql, actor.id) : null;
  if (person === null) {
    const message = "a test goes to the address of whoever is signed in; an API key has none";
    throw new AppError("forbidden", message);
  }
  return person;
}

function definitionOf(settings: Record<string, unknown>): Definition {
  const block = (id: string, kind: string, config: object) => {
    const read = readBlockConfig(kind, config);
    if (read.outcome === "right") return { id, kind, config: read.config };
    const faults = read.faults.map(({ field, message }) => ({ path: `content.${field}`, message }));
    throw new AppError("invalid", "the content has faults", { faults });
  };
  return {
    blocks: [
      block("start", "start", {}),
      block("mail", "sendEmail", settings),
      block("end", "end", {}),
    ],
    edges: [
      { from: "start", to: "mail", branch: "next" },
      { from: "mail", to: "end", branch: "next" },
    ],
  };
}

/** A contact whom nobody knows. */
const nobody = {
  phone: null,
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
