import { spanEnd } from "../../blocks/settings.ts";
import { channelOf } from "../../channels/registry.ts";
import type { Sql } from "../../db/core/database.ts";
import { findWaiter, putWaiters, removeWaiters } from "../../db/messages/pressure-waiting.ts";
import { looksAgainAt } from "../../domain/looks-again.ts";
import type { ChannelPause } from "../../domain/pressure/channel-pause.ts";
import { heldByPause } from "../../domain/pressure/held-back.ts";
import { sayMessage } from "../../domain/sentences/message-sentences.ts";
import type { PressureAnswer, PressureWish } from "./gate.ts";

/**
 * Has a message wait for its paused channel: it takes no place, and no cap or quiet hours are asked
 * before it goes. How long it waits at most counts only where its own block says it.
 */
export async function waitForChannel(
  sql: Sql,
  wish: PressureWish,
  pause: ChannelPause,
  now = new Date(),
): Promise<Exclude<PressureAnswer, { outcome: "go" }>> {
  const { rules, timeZone, ...place } = wish;
  const before = await findWaiter(sql, wish.messageId);
  const latest = before?.latest ?? spanEnd(rules.latest, now, timeZone);
  const own = rules.latestIsOwn ? latest : null;
  const why = heldByPause(pause, channelOf(pause.channel).label, own);
  if (own !== null && now >= own) {
    await removeWaiters(sql, [wish.messageId]);
    const words = sayMessage("gaveUp", { at: own, why: why.words });
    return { outcome: "skip", why: { ...why, words } };
  }
  const looksAgain = looksAgainAt(now);
  const nextAt = own !== null && own < looksAgain ? own : looksAgain;
  const waiter = {
    ...place,
    since: before?.since ?? now,
    latest,
    quietUntil: null,
    nextAt,
    yields: 0,
    pausedChannel: pause.channel,
    pausedSince: before?.pausedSince ?? now,
  };
  await putWaiters(sql, [waiter]);
  return { outcome: "wait", until: nextAt, why };
}
