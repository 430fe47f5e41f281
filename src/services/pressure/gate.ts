import { spanEnd } from "../../blocks/settings.ts";
import type { Sql } from "../../db/core/database.ts";
import type { KnownPressure, NewPlace } from "../../db/messages/pressure-places.ts";
import { lockPressure, readPressure, takePlaces } from "../../db/messages/pressure-places.ts";
import type { HoldableMessage, NewWaiter } from "../../db/messages/pressure-waiting.ts";
import { putWaiters, removeWaiters } from "../../db/messages/pressure-waiting.ts";
import { latestBehindPause } from "../../domain/pressure/channel-pause.ts";
import { longestDays } from "../../domain/pressure/cap.ts";
import type { HeldBack } from "../../domain/pressure/held-back.ts";
import { heldByCap, heldByPriority, heldByQuiet } from "../../domain/pressure/held-back.ts";
import type { HolidayCalendar } from "../../domain/pressure/quiet.ts";
import { quietAt } from "../../domain/pressure/quiet.ts";
import { sayMessage } from "../../domain/sentences/message-sentences.ts";
import type { PressureRules } from "../../domain/pressure/settings.ts";
import { turnOf } from "../../domain/pressure/turn.ts";
import { calendarsFor } from "./calendars-for.ts";

/** A message that is to be kept, unless something holds it back. */
export interface PressureWish extends HoldableMessage {
  rules: PressureRules;
  /** The contact's, in which calendar periods and quiet hours are meant. */
  timeZone: string;
}

export type PressureAnswer =
  | { outcome: "go" }
  | { outcome: "wait"; until: Date; why: HeldBack }
  | { outcome: "skip"; why: HeldBack };

/** Who has let others go first so often in a row takes the place: nobody carries their run any more. */
const mostYields = 30;
/** When it looks again whether they have gone. */
const yieldsAgainMs = 30_000;

/**
 * Decides which messages go now, in the transaction that keeps them: at most one of each contact, so
 * that what is decided for one holds for the next. Who goes has taken a place, who waits stands in the
 * line of its contact. Asks Postgres four times at most, however many they are.
 */
export async function passPressure(
  sql: Sql,
  wishes: readonly PressureWish[],
  clock?: Date,
): Promise<Map<string, PressureAnswer>> {
  if (wishes.length === 0) return new Map();
  const [known, calendars] = await Promise.all([
    lockPressure(
      sql,
      wishes.map(({ contactId }) => contactId),
      { days: longestDays(wishes.flatMap(({ rules }) => rules.caps)), clock },
    ),
    calendarsFor(sql, wishes),
  ]);
  const answers = new Map<string, PressureAnswer>();
  const places: NewPlace[] = [];
  const waiters: NewWaiter[] = [];
  const gone: string[] = [];
  for (const wish of wishes) {
    const { messageId, contactId, channel, workflowId } = wish;
    const { answer, waiter } = answerFor(wish, known, calendars);
    const waits = known.of(contactId).waiting.some((one) => one.messageId === messageId);
    answers.set(messageId, answer);
    if (waiter !== null) waiters.push(waiter);
    else if (waits) gone.push(messageId);
    if (answer.outcome === "go" && wish.rules.counts) {
      places.push({ messageId, contactId, channel, workflowId, at: known.now });
    }
  }
  await Promise.all([takePlaces(sql, places), putWaiters(sql, waiters), removeWaiters(sql, gone)]);
  return answers;
}

/** What would become of messages now, if each came alone: nothing is locked, and no place is taken. */
export async function foreseePressure(
  sql: Sql,
  wishes: readonly PressureWish[],
): Promise<Map<string, PressureAnswer>> {
  if (wishes.length === 0) return new Map();
  const days = longestDays(wishes.flatMap(({ rules }) => rules.caps));
  const [known, calendars] = await Promise.all([
    readPressure(
      sql,
      wishes.map(({ contactId }) => contactId),
      { days },
    ),
    calendarsFor(sql, wishes),
  ]);
  return new Map(wishes.map((wish) => [wish.messageId, answerFor(wish, known, calendars).answer]));
}

interface Answered {
  answer: PressureAnswer;
  /** How it goes on waiting; null: it does not. */
  waiter: NewWaiter | null;
}

function answerFor(
  wish: PressureWish,
  known: KnownPressure,
  calendars: readonly HolidayCalendar[],
): Answered {
  const { now } = known;
  const { rules, timeZone, messageId } = wish;
  const { taken, waiting } = known.of(wish.contactId);
  const before = waiting.find((one) => one.messageId === messageId);
  const latest =
    before === undefined
      ? spanEnd(rules.latest, now, timeZone)
      : latestBehindPause(before, rules, now);
  const since = before?.since ?? now;

  const wait = (
    why: HeldBack,
    until: Date,
    { quietUntil = null, yields = 0 }: Partial<NewWaiter> = {},
  ): Answered => {
    const nextAt = until < latest ? until : latest;
    const { rules: _rules, timeZone: _timeZone, ...place } = wish;
    const unpaused = { pausedChannel: null, pausedSince: null };
    const waiter = { ...place, since, latest, quietUntil, nextAt, yields, ...unpaused };
    return { answer: { outcome: "wait", until: nextAt, why }, waiter };
  };
  const skip = (why: HeldBack): Answered => ({ answer: { outcome: "skip", why }, waiter: null });
  const giveUp = (why: HeldBack): Answered =>
    skip({ ...why, words: sayMessage("gaveUp", { at: latest, why: why.words }) });
  const isLate = now >= latest;

  const named = calendars.filter(({ name }) => rules.holidays.includes(name));
  const quiet = quietAt(rules.quietHours, named, now, timeZone);
  if (quiet !== null) {
    const why = heldByQuiet(quiet, latest);
    if (rules.inQuietHours === "skip") return skip(why);
    return isLate ? giveUp(why) : wait(why, quiet.until, { quietUntil: quiet.until });
  }
  if (taken.some((place) => place.messageId === messageId)) {
    return { answer: { outcome: "go" }, waiter: null };
  }
  const { caps } = rules;
  // Whose channel is paused can't take its place.
  const rivals = waiting.filter(({ isPaused }) => !isPaused);
  const turn = turnOf({ ...wish, since }, rivals, { caps, taken, now, timeZone });
  if (turn.turn === "full") {
    const why = heldByCap(turn, latest);
    if (rules.overCap === "skip") return skip(why);
    return isLate ? giveUp(why) : wait(why, turn.freeAt);
  }
  if (turn.turn === "behind") {
    const why = heldByPriority(turn.waiter, latest);
    if (rules.overCap === "skip") return skip(why);
    const yields = (before?.yields ?? 0) + 1;
    if (yields <= mostYields) {
      return isLate ? giveUp(why) : wait(why, new Date(now.getTime() + yieldsAgainMs), { yields });
    }
  }
  return { answer: { outcome: "go" }, waiter: null };
}
