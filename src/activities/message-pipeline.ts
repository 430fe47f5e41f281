import { Context } from "@temporalio/activity";
import { ApplicationFailure } from "@temporalio/common";
import type { Logger } from "pino";
import type { MessageDecision } from "../blocks/block.ts";
import type { BlockMessage } from "../blocks/message.ts";
import type { Composed, Composition } from "../channels/adapter.ts";
import { FileNotThere } from "../channels/email/attachments/file-not-there.ts";
import type { ChannelDescription } from "../channels/description.ts";
import type { OpenChannels, SendingChannel } from "../channels/open.ts";
import { notSetUp } from "../channels/registry.ts";
import { contactsWithDevice } from "../db/contacts/contact-devices.ts";
import { lastInboxUses } from "../db/contacts/in-app-inboxes.ts";
import type { Database, Sql } from "../db/core/database.ts";
import type { NewMessage } from "../db/messages/message-rows.ts";
import type { RunRecord } from "../db/runs/run-rows.ts";
import type { Facts } from "../domain/facts.ts";
import type { ChannelPause } from "../domain/pressure/channel-pause.ts";
import { contentKey } from "../domain/message-content.ts";
import type { Step } from "../domain/plan.ts";
import { sayMessage } from "../domain/sentences/message-sentences.ts";
import { sayRun } from "../domain/sentences/run-sentences.ts";
import { countMessage } from "../platform/telemetry/count-message.ts";
import { LimitExceeded } from "../rendering/limits.ts";
import type { Renderer } from "../rendering/renderer.ts";
import { RenderingFailed } from "../rendering/renderer.ts";
import type { Reach } from "../services/topics/may-receive.ts";
import { reachOf, wishOf } from "../services/topics/may-receive.ts";
import { notTaken } from "./message-delivery.ts";
import type { HeldNow } from "./pressure-gate.ts";
import { holdBackOne, holdForChannel, pressureWish } from "./pressure-gate.ts";
import type { Resend } from "./resent-message.ts";
import { composeAgain, resendOf } from "./resent-message.ts";
import type { FindBlock, PublishedBlock } from "./versions.ts";

/**
 * The way of every message, by any channel: may it go to its contact, what does it say (composed), it
 * is kept, sent, and what became of it is noted. A single message goes it within the transactions of
 * its step (message-activities.ts), those to a segment by the page (broadcast-page.ts). Requested
 * messages and test launches are runs, whose blocks send single ones.
 */

export interface MessageDependencies {
  db: Database;
  renderer: Renderer;
  findBlock: FindBlock;
  channels: OpenChannels;
  log?: Logger | undefined;
}

/** A message that is to be made, for one contact. */
export interface WantedMessage {
  id: string;
  run: RunRecord;
  step: Step;
  published: PublishedBlock;
  message: BlockMessage;
  contactId: string;
  /** With the contact that it is for. */
  facts(): Promise<Facts>;
  broadcastId?: string;
  /** Channels that are paused; missing: of a broadcast, which waits as a whole. */
  pauses?: readonly ChannelPause[];
}

/** A message as it is to be kept, or why there is none. */
export type MadeMessage =
  | { decision: MessageDecision & { state: "queued" }; message: NewMessage }
  | { decision: MessageDecision & { state: "not sent" }; message?: undefined }
  /** It is kept as held back already. */
  | {
      decision: MessageDecision & { state: HeldNow["state"] };
      message?: undefined;
      held: HeldNow;
    };

/** May it, compose, may it now: to be kept in the same transaction. */
export async function makeMessage(
  channels: OpenChannels,
  sql: Sql,
  renderer: Renderer,
  wanted: WantedMessage,
): Promise<MadeMessage> {
  const { id, run, contactId } = wanted;
  const resend = await resendOf(sql, wanted.message, contactId, () => wanted.facts());
  const message = isResend(resend) ? resend.message : wanted.message;
  const notSent = (detail: string): MadeMessage => {
    countMessage(sql, { channel: message.channel, test: run.test !== null }, "not_sent");
    return { decision: { messageId: id, state: "not sent", detail } };
  };
  if (typeof resend === "string") return notSent(resend);
  // A test speaks to the tester, whatever its contact has subscribed to.
  const [reach, facts] = await Promise.all([
    run.test === null ? reachOf(sql, contactId, wishOf(message)) : anywhere,
    wanted.facts(),
  ]);
  if (!reach.may.ok) return notSent(reach.may.reason);
  const channel = channels.get(message.channel);
  // It was taken down after this was published: of several messages, the next one is tried.
  if (channel === undefined) return notSent(notSetUp(message.channel));
  const outlet = outletOf(channel.description, run.test);
  if (outlet === null) {
    return notSent(sayMessage("testShowsNone", { channel: channel.description.label }));
  }
  const mayCopyTo = async (value: string): Promise<boolean> => (await reach.mayAt(value)).ok;
  const hasDevice = async (): Promise<boolean> =>
    (await contactsWithDevice(sql, message.channel, [contactId])).has(contactId);
  const lastInInbox = async (): Promise<Date | undefined> =>
    (await lastInboxUses(sql, [contactId])).get(contactId);
  const asked = { mayCopyTo, hasDevice, lastInInbox };
  const composed = isResend(resend)
    ? await composeAgain(channel, channels.links, id, resend.original, mayCopyTo)
    : await compose(channel, renderer, compositionOf(wanted, facts, asked));
  if (composed.outcome === "not sent") return notSent(composed.detail);
  const mayReach = await reach.mayAt(composed.recipient);
  if (!mayReach.ok) return notSent(mayReach.reason);
  const made = newMessage({ ...wanted, message }, outlet, composed);
  const about = { ...wanted, pauses: wanted.pauses ?? [] };
  const held =
    (await holdForChannel(sql, about, made, { settings: message.settings, facts })) ??
    (await holdBackOne(sql, pressureWish(wanted, message, facts), made));
  if (held !== null) {
    if (held.state === "dropped") countMessage(sql, made, "not_sent");
    const { state, why } = held;
    return { decision: { messageId: id, state, detail: why.words }, held };
  }
  return { decision: { messageId: id, state: "queued" }, message: made };
}

const isResend = (found: Resend | string | null): found is Resend =>
  found !== null && typeof found !== "string";

const anywhere: Reach = { may: { ok: true }, mayAt: () => Promise.resolve({ ok: true }) };

/** Where a message goes in place of its contact's address, by its channel or into its inbox. */
export interface Outlet {
  channel: string;
  recipient?: string;
}

/** What is kept of a message. */
export function newMessage(
  { id, run, step, message, contactId, broadcastId }: WantedMessage,
  outlet: Outlet,
  composed: Extract<Composed, { outcome: "composed" }>,
): NewMessage {
  const { recipient, sender, title, content, links, language } = composed;
  const { topic, transactional } = message.settings;
  return {
    id,
    runId: run.id,
    blockId: step.blockId,
    visit: step.visit,
    workflowId: run.workflowId,
    contactId,
    channel: outlet.channel,
    recipient: outlet.recipient ?? recipient,
    sender,
    title,
    content,
    links,
    transactional,
    language,
    topic: topic ?? null,
    test: run.test !== null,
    broadcastId: broadcastId ?? null,
  };
}

/** Whom a message goes to: of a test launch the tester, or the channel's inbox, and never the contact. */
function outletOf(
  { name, inbox, address }: ChannelDescription,
  test: RunRecord["test"],
): Outlet | null {
  if (test === null) return { channel: name };
  if (test.recipient === null) return inbox === undefined ? null : { channel: inbox };
  // A tester is named by their e-mail address.
  return address.identity === "email" ? { channel: name, recipient: test.recipient } : null;
}

async function compose(
  channel: SendingChannel,
  renderer: Renderer,
  composition: Composition,
): Promise<Composed> {
  try {
    return await channel.compose(renderer, composition);
  } catch (error) {
    throw contentFailure(error);
  }
}

export function compositionOf(
  { id, run, step, published, message }: WantedMessage,
  facts: Facts,
  asked: Pick<Composition, "mayCopyTo" | "hasDevice" | "lastInInbox">,
): Composition {
  const contents = published.contents;
  return {
    id,
    message,
    content: contents?.messages[contentKey(step.blockId, message.slot)] ?? null,
    partials: contents?.partials ?? {},
    utm: contents?.utm ?? {},
    facts,
    isTest: run.test !== null,
    mayCopyTo: asked.mayCopyTo,
    hasDevice: asked.hasDevice,
    lastInInbox: asked.lastInInbox,
  };
}

/** So often is a file asked for that can't be had now: for about an hour. */
const triesForFiles = 20;

/** A template that fails once fails always: no retry. A file that is not there now may be there later. */
export function contentFailure(error: unknown): Error {
  if (!(error instanceof Error)) return new Error(String(error));
  if (error instanceof FileNotThere) {
    const isLast = Context.current().info.attempt >= triesForFiles;
    if (error.isTemporary && !isLast) return notTaken(error.message);
    return ApplicationFailure.nonRetryable(sayRun("fileMissing", { why: error.message }));
  }
  const isFault = error instanceof RenderingFailed || error instanceof LimitExceeded;
  if (!isFault) return error;
  return ApplicationFailure.nonRetryable(sayRun("templateFailed", { why: error.message }));
}
