import type { BlockMessage } from "../blocks/message.ts";
import type { Sql } from "../db/core/database.ts";
import type { HeldMessage, MessageRecord, NewMessage } from "../db/messages/message-rows.ts";
import { keepHeldMessages, notePlaceAgain, setMessageStates } from "../db/messages/message-rows.ts";
import type { RunRecord } from "../db/runs/run-rows.ts";
import type { Facts } from "../domain/facts.ts";
import { localZone } from "../domain/local-zone.ts";
import type { Held, Step } from "../domain/plan.ts";
import type { ChannelPause } from "../domain/pressure/channel-pause.ts";
import { pauseFor } from "../domain/pressure/channel-pause.ts";
import type { HeldBack } from "../domain/pressure/held-back.ts";
import { defaultPressure, isUnrestricted, rulesFor } from "../domain/pressure/settings.ts";
import { required } from "../domain/required.ts";
import type { PressureAnswer, PressureWish } from "../services/pressure/gate.ts";
import { passPressure } from "../services/pressure/gate.ts";
import { waitForChannel } from "../services/pressure/wait-for-channel.ts";
import type { PublishedBlock } from "./versions.ts";

/** How paused channels, caps, quiet hours and holidays (src/services/pressure/) meet the way of a message. */

/** A message that is held back; for now, and its step is performed again then, or for good. */
export interface HeldNow {
  state: HeldMessage["state"];
  why: HeldBack;
  /** Null: for good. */
  until: Date | null;
}

interface About {
  id: string;
  run: RunRecord;
  step: Step;
  published: PublishedBlock;
  contactId: string;
}

interface Asking {
  channel: string;
  settings: Pick<BlockMessage["settings"], "transactional" | "holdBack">;
}

/** What a message asks for; null: nothing can hold it back, and nothing is asked. */
export function pressureWish(
  about: About,
  message: Asking,
  facts: Pick<Facts, "contact" | "workspace">,
): PressureWish | null {
  // A test launch goes to its tester, at once.
  if (about.run.test !== null) return null;
  const wish = wishOf(about, message, facts);
  return isUnrestricted(wish.rules) ? null : wish;
}

function wishOf(
  { id, run, step, published, contactId }: About,
  { channel, settings }: Asking,
  facts: Pick<Facts, "contact" | "workspace">,
): PressureWish {
  const rules = rulesFor(facts.workspace.pressure ?? defaultPressure, { channel, ...settings });
  return {
    messageId: id,
    runId: run.id,
    blockId: step.blockId,
    visit: step.visit,
    kind: published.block.kind,
    workflowId: run.workflowId,
    contactId,
    channel,
    priority: published.priority,
    rules,
    timeZone: localZone(facts),
  };
}

/** What an answer means for a message; null: it goes. */
function heldBy(answer: PressureAnswer | undefined): HeldNow | null {
  if (answer === undefined || answer.outcome === "go") return null;
  const { why } = answer;
  return answer.outcome === "wait"
    ? { state: "held", why, until: answer.until }
    : { state: "dropped", why, until: null };
}

/** What may hold a message back besides caps and quiet hours. */
export interface Pauses {
  /** Channels that are paused now, but for a test launch, which finds out whether they work again. */
  pauses: readonly ChannelPause[];
}

/** Keeps a message that waits for its paused channel. @returns null: its channel is not paused */
export async function holdForChannel(
  sql: Sql,
  about: About & Pauses,
  message: NewMessage,
  { settings, facts }: Pick<Asking, "settings"> & { facts: Pick<Facts, "contact" | "workspace"> },
): Promise<HeldNow | null> {
  const pause = pauseFor(about.pauses, message);
  if (pause === undefined) return null;
  const { channel } = message;
  const answer = await waitForChannel(sql, wishOf(about, { channel, settings }, facts), pause);
  const held = required(heldBy(answer) ?? undefined, "what a paused channel does");
  await keepHeldMessages(sql, [{ ...message, state: held.state, heldBack: held.why }]);
  return held;
}

/**
 * The same of a message that an earlier attempt has left: it stays queued, as it may have been taken,
 * which only its log tells, and is not made anew.
 */
export async function holdAgain(
  sql: Sql,
  about: About & Pauses,
  message: MessageRecord,
  factsOf: () => Promise<Facts>,
): Promise<HeldNow | null> {
  const pause = pauseFor(about.pauses, message);
  if (pause === undefined) return null;
  const { id, channel, transactional, state } = message;
  // It has passed what its block says of waiting before.
  const wish = wishOf(about, { channel, settings: { transactional } }, await factsOf());
  const held = required(
    heldBy(await waitForChannel(sql, wish, pause)) ?? undefined,
    "what it does",
  );
  const logged = state === "sending" ? "unknown" : "queued";
  await setMessageStates(sql, [{ id, state: "queued", detail: held.why.words, logged }]);
  return held;
}

/** Has one message take its place, or keeps it as held back, in the transaction that would keep it. */
export async function holdBackOne(
  sql: Sql,
  wish: PressureWish | null,
  message: NewMessage,
): Promise<HeldNow | null> {
  if (wish === null) return null;
  const held = heldBy((await passPressure(sql, [wish])).get(wish.messageId));
  if (held !== null) {
    await keepHeldMessages(sql, [{ ...message, state: held.state, heldBack: held.why }]);
  }
  return held;
}

/** The same for several contacts' messages: those that go, and those to be kept as held back. */
export async function holdBackEach(
  sql: Sql,
  made: readonly { message: NewMessage; wish: PressureWish | null }[],
): Promise<{ go: NewMessage[]; held: HeldMessage[] }> {
  const answers = await passPressure(
    sql,
    made.flatMap(({ wish }) => (wish === null ? [] : [wish])),
  );
  const go: NewMessage[] = [];
  const held: HeldMessage[] = [];
  for (const { message } of made) {
    const back = heldBy(answers.get(message.id));
    if (back === null) go.push(message);
    else held.push({ ...message, state: back.state, heldBack: back.why });
  }
  return { go, held };
}

/** A message that gave its place back and is tried again, as its run goes on: it needs another one. */
export async function placeAgain(
  sql: Sql,
  about: About,
  message: MessageRecord,
  facts: Facts,
): Promise<HeldNow | null> {
  const { channel, transactional } = message;
  const wish = pressureWish(about, { channel, settings: { transactional } }, facts);
  const held = await holdBackOne(sql, wish, message);
  if (held === null) await notePlaceAgain(sql, message.id);
  return held;
}

export function heldStep({ until, why }: HeldNow): Held {
  return {
    until: required(until ?? undefined, "when a message that waits looks again").toISOString(),
    because: becauseOf[why.because],
  };
}

const becauseOf = {
  cap: "over the cap",
  priority: "another message goes first",
  quiet: "quiet hours",
  paused: "its channel is paused",
} as const;
