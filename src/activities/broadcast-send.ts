import type { SendingChannel } from "../channels/open.ts";
import { ChannelPaused } from "../channels/throttle.ts";
import { groupedBy } from "../domain/grouped-by.ts";
import { consentOf } from "./broadcast-consent.ts";
import type { Marks } from "./broadcast-marks.ts";
import type { Broadcast, Consent, KeptMessage, MemberOutcome } from "./broadcast-member.ts";
import { ChannelHeld, sendToMember } from "./broadcast-member.ts";
import type { PageCounts, PreparedPage } from "./broadcast-page.ts";
import type { MessageDependencies } from "./message-pipeline.ts";

/** Somebody has paused the broadcast: its step is performed again when it goes on. */
export class BroadcastPaused extends Error {
  constructor() {
    super("the broadcast is paused");
  }
}

/** Sends the messages of a page, as many side by side as their channels may. */
export async function sendPage(
  deps: MessageDependencies,
  given: Broadcast,
  marks: Marks,
  { counts, kept, fault }: PreparedPage,
): Promise<PageCounts & Pick<SentPage, "paused">> {
  const { outcomes, paused, held } = await sendEach(deps, given, marks, kept);
  for (const outcome of outcomes) counts[outcome]++;
  // Those of the others are on their way: what fails now is the block.
  if (fault !== undefined) throw fault;
  if (given.cancelled.cancellationSignal.aborted) await given.cancelled.cancelled;
  if ((await given.isPaused?.()) === true) throw new BroadcastPaused();
  if (held !== undefined) throw held;
  return { ...counts, paused };
}

interface SentPage {
  outcomes: MemberOutcome[];
  /** Where a provider has asked for a pause: those of its messages that wait. */
  paused: ChannelPaused | undefined;
  /** Where somebody has paused a channel. */
  held: ChannelHeld | undefined;
}

/** All of them end before a fault of one is told: none may go on behind a failed attempt. */
async function sendEach(
  deps: MessageDependencies,
  given: Broadcast,
  marks: Marks,
  kept: readonly KeptMessage[],
): Promise<SentPage> {
  const consent = consentOf(deps, kept);
  const byChannel = groupedBy(kept, ({ message }) => message.channel);
  const results = await Promise.allSettled(
    [...byChannel].map(async ([name, messages]) => {
      const channel = deps.channels.get(name);
      // It was taken down: they wait, and those of the other channels go.
      if (channel === undefined) return putOffAll(messages.length);
      return sendByChannel(deps, given, marks, { channel, messages, consent });
    }),
  );
  const sent = putOffAll(0);
  for (const result of results) {
    if (result.status === "rejected") throw result.reason;
    sent.outcomes.push(...result.value.outcomes);
    sent.paused ??= result.value.paused;
    sent.held ??= result.value.held;
  }
  return sent;
}

const putOffAll = (count: number): SentPage => ({
  outcomes: deferred(count),
  paused: undefined,
  held: undefined,
});

const deferred = (count: number): MemberOutcome[] =>
  Array.from({ length: count }, () => "deferred");

/** As many side by side as the channel may. */
async function sendByChannel(
  deps: MessageDependencies,
  { cancelled, isPaused }: Broadcast,
  marks: Marks,
  {
    channel,
    messages,
    consent,
  }: { channel: SendingChannel; messages: readonly KeptMessage[]; consent: Consent },
): Promise<SentPage> {
  const signal = cancelled.cancellationSignal;
  const queue = [...messages];
  const outcomes: MemberOutcome[] = [];
  let paused: ChannelPaused | undefined;
  let held: ChannelHeld | undefined;
  const mayGoOn = async (): Promise<boolean> =>
    !signal.aborted && paused === undefined && held === undefined && (await isPaused?.()) !== true;
  const work = async (): Promise<void> => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      if (!(await mayGoOn())) return;
      const { message } = next;
      try {
        outcomes.push(await channel.inTurn(() => sendToMember(deps, marks, message, consent)));
      } catch (error) {
        if (error instanceof ChannelPaused) paused = error;
        else if (error instanceof ChannelHeld) held = error;
        else throw error;
      }
    }
  };
  const lanes = Math.min(channel.limits.concurrency, queue.length);
  const results = await Promise.allSettled(Array.from({ length: lanes }, work));
  const fault = results.find((result) => result.status === "rejected");
  if (fault !== undefined) throw fault.reason;
  const rest = deferred(messages.length - outcomes.length);
  return { outcomes: [...outcomes, ...rest], paused, held };
}
