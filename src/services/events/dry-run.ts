import type {
  DryRunAnswer,
  ForeseenDecision,
  ForeseenMessage,
} from "../../contract/api/dry-run.ts";
import { contactFacts } from "../../db/contacts/contact-facts.ts";
import { countMembers } from "../../db/contacts/segment-pages.ts";
import { findWorkspace } from "../../db/core/workspace.ts";
import { eventDetailsById } from "../../db/events/event-history.ts";
import { isKnownType } from "../../db/events/event-type-keys.ts";
import { fanOutById } from "../../db/queue/fan-outs.ts";
import { liveDefinitions } from "../../db/workflows/live-definitions.ts";
import type { Decision, IncomingEvent } from "../../domain/event.ts";
import { required } from "../../domain/required.ts";
import { fingerprint } from "../../ingest/fingerprint.ts";
import { ingestBatch } from "../../ingest/ingest-batch.ts";
import { setUpChannels } from "../channel-setups/set-up-channels.ts";
import type { ServiceContext } from "../context.ts";
import { undone } from "../undone.ts";
import type { Standing } from "./foresee-messages.ts";
import { foreseeMessages } from "./foresee-messages.ts";
import { answerOf } from "./send.ts";

const mostMessages = 200;

/**
 * What an event would do if it came now: it is taken in as any other, and all of it rolled back. So
 * each decision is the one that would be made, by the same code; nothing is kept, started or sent.
 * @param mayRead whether the caller may be told names and addresses of contacts
 * @throws AppError what the event itself would be refused with
 */
export async function dryRunEvent(
  context: ServiceContext,
  event: IncomingEvent,
  mayRead: boolean,
): Promise<DryRunAnswer> {
  return undone(context, async (context) => {
    const { sql } = context;
    const isNewType = !(await isKnownType(sql, event.typeKey));
    const { results } = await ingestBatch(sql, [fingerprint(event, { external: true })]);
    const answer = answerOf(required(results[0], "the answer to an event"));
    const { duplicate, contactId, decisions: decided, eventId: _never, ...notes } = answer;
    const decisions = await foreseen(context, contactId, decided, duplicate);
    const contact = await contactSaid(context, answer);
    return {
      duplicate,
      isNewType,
      contact: mayRead ? contact : { ...contact, name: null },
      ...notes,
      decisions: mayRead ? decisions : decisions.map(withoutAddresses),
      starts: sum(decisions.map(({ starts }) => starts)),
      messages: sum(decisions.map(mostSent)),
    };
  });
}

/** One that would be made has an id that nothing will ever have. */
async function contactSaid(
  { sql }: ServiceContext,
  {
    eventId,
    contactId,
    duplicate,
  }: { eventId: string; contactId: string | null; duplicate: boolean },
): Promise<DryRunAnswer["contact"]> {
  if (contactId === null) return { outcome: "none", id: null, name: null };
  const kept = await eventDetailsById(sql, eventId);
  const name = kept?.contactName ?? null;
  const isMade = kept?.contactMade === true && !duplicate;
  return isMade ? { outcome: "made", id: null, name } : { outcome: "found", id: contactId, name };
}

async function foreseen(
  context: ServiceContext,
  contactId: string | null,
  decided: readonly Decision[],
  duplicate: boolean,
): Promise<ForeseenDecision[]> {
  const { sql } = context;
  const contacts = await contactFacts(sql, contactId === null ? [] : [contactId]);
  const [setUp, workspace, live] = [
    await setUpChannels(context),
    await findWorkspace(sql),
    await liveDefinitions(sql, [...new Set(decided.map(({ workflowId }) => workflowId))]),
  ];
  const found: ForeseenDecision[] = [];
  for (const { runId, fanOutId, workflowId, ...decision } of decided) {
    const { name, definition } = required(live.get(workflowId), `the workflow ${workflowId}`);
    // A repetition starts nothing again.
    const isStart = !duplicate && (runId !== undefined || fanOutId !== undefined);
    const members = fanOutId === undefined ? null : await membersOf(context, fanOutId);
    const contact = members === null ? (contacts.get(contactId ?? "") ?? null) : null;
    const standing: Standing = { sql, setUp, workspace, contact };
    const messages =
      isStart && definition !== null ? await foreseeMessages(standing, workflowId, definition) : [];
    found.push({
      ...decision,
      reason: decision.reason.replace(`: fan-out ${fanOutId}`, ""),
      workflow: { id: workflowId, name },
      starts: isStart ? (members ?? 1) : 0,
      messages: messages.slice(0, mostMessages),
      isCut: messages.length > mostMessages,
    });
  }
  return found;
}

/** How many contacts a fan-out goes through. */
async function membersOf({ sql }: ServiceContext, fanOutId: string): Promise<number> {
  const segmentId = (await fanOutById(sql, fanOutId))?.segmentId ?? null;
  return segmentId === null ? 0 : countMembers(sql, segmentId);
}

/** Of all runs that a decision starts, each message counted as often as it may be sent. */
function mostSent({ starts, messages }: ForeseenDecision): number {
  const perRun = messages.map(({ unreached, segment }) =>
    unreached === null ? (segment?.members ?? 1) : 0,
  );
  return starts * sum(perRun);
}

function withoutAddresses(decision: ForeseenDecision): ForeseenDecision {
  const hidden = (message: ForeseenMessage): ForeseenMessage => ({ ...message, to: null });
  return { ...decision, messages: decision.messages.map(hidden) };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
