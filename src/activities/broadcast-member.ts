import type { ContactFacts } from "../domain/facts.ts";
import { claimMessage } from "../db/messages/broadcasts.ts";
import type { MessageState, NewMessage } from "../db/messages/message-rows.ts";
import { findMessage, insertMessage, setMessageState } from "../db/messages/message-rows.ts";
import { composeEmail, headersOf } from "../services/messages/compose.ts";
import { countMessage } from "../platform/telemetry/count-message.ts";
import { mayReceive } from "../services/topics/may-receive.ts";
import type { Broadcast } from "./broadcast.ts";
import { withContent } from "./step-content.ts";
import type { BroadcastDependencies } from "./broadcast-activities.ts";

/** Settled: it was sent, refused, or nobody knows; its own row says which. */
export type MemberOutcome = "settled" | "skipped" | "deferred";

interface Member {
  /** Of the message. */
  id: string;
  contact: ContactFacts;
  /** What an earlier attempt has left. */
  before: MessageState | undefined;
  broadcastId?: string;
}

/**
 * One member's message: kept, marked, sent, noted, as a single one is. Each mark is a commit, since
 * a kill may come between any two.
 */
export async function sendToMember(
  deps: BroadcastDependencies,
  given: Broadcast,
  member: Member,
): Promise<MemberOutcome> {
  const { before, id } = member;
  const { transactional } = given.settings;
  if (before === "sent" || before === "failed" || before === "unknown") return "settled";
  if (before === "sending" && !transactional) {
    const why =
      "the worker ended while the server was taking it; a marketing message is not sent twice";
    await setMessageState(deps.db, id, "unknown", why);
    countMessage(deps.db, { channel: "email", test: given.run.test !== null }, "unknown");
    return "settled";
  }
  if (before === undefined) {
    const message = await compose(deps, given, member);
    if (message === null) {
      countMessage(deps.db, { channel: "email", test: given.run.test !== null }, "not_sent");
      return "skipped";
    }
    await insertMessage(deps.db, message);
  }
  return deps.throttle(() => send(deps, given, id, before ?? "queued"));
}

async function compose(
  deps: BroadcastDependencies,
  { run, step, published, facts, settings }: Broadcast,
  { id, contact, broadcastId }: Member,
): Promise<NewMessage | null> {
  const { topic, transactional } = settings;
  if (run.test === null) {
    const may = await mayReceive(deps.db, contact.id, { topic, transactional });
    if (!may.ok) return null;
  }
  const composed = await withContent(deps, { step, part: contact.id }, async (content) => {
    const made = await composeEmail(
      { ...deps, renderer: content.renderer },
      {
        id,
        run,
        step,
        published,
        settings,
        facts: { ...facts, contact },
        contactId: contact.id,
        ...(broadcastId !== undefined && { broadcastId }),
      },
    );
    await content.settle(deps.db);
    return made;
  });
  return composed.outcome === "message" ? composed.message : null;
}

async function send(
  deps: BroadcastDependencies,
  { run }: Broadcast,
  id: string,
  from: MessageState,
): Promise<MemberOutcome> {
  // Another attempt, taken for dead, has it.
  if (!(await claimMessage(deps.db, id, from))) return "settled";
  const message = await findMessage(deps.db, id);
  if (message === undefined) return "skipped";
  const { sender, recipient, subject, html, text, transactional } = message;
  const channel = message.channel === "inbox" ? deps.inbox : deps.channel;
  const headers = headersOf(deps.links, message);
  const email = { id, from: sender, to: recipient, subject, html, text, headers };
  const sent = await channel.send(email);
  if (sent.outcome === "sent") {
    await setMessageState(deps.db, id, "sent", sent.response);
    countMessage(deps.db, message, "sent");
    return "settled";
  }
  if (sent.outcome === "deferred" || (sent.outcome === "unknown" && transactional)) {
    await setMessageState(deps.db, id, "queued", sent.message);
    countMessage(deps.db, message, "deferred");
    const { outcome } = sent;
    deps.log?.warn(
      { messageId: id, runId: run.id, outcome },
      "a message was not taken yet; it is tried again",
    );
    return "deferred";
  }
  const state = sent.outcome === "refused" ? "failed" : "unknown";
  await setMessageState(deps.db, id, state, sent.message);
  countMessage(deps.db, message, state);
  return "settled";
}
