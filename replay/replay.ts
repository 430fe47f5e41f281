import { setTimeout as sleep } from "node:timers/promises";
import type { ApiClient } from "./api-client.ts";
import { apiClient } from "./api-client.ts";
import { makeCampaign } from "./campaign.ts";
import type { Verdict } from "./check.ts";
import { check } from "./check.ts";
import { type Disturbances, type Disturber, disturber } from "./disturb.ts";
import { type MailReader, mailReader } from "./mails.ts";
import { observe, unfinished } from "./observe.ts";
import type { Purchase } from "./purchases.ts";
import { type Sent, sendPurchases } from "./send.ts";
import type { Stack } from "./stack.ts";

const lookEveryMs = 1_000;
const reportEveryMs = 10_000;
const stallLimitMs = 5 * 60_000;

export interface Replayed extends Verdict {
  seconds: { sending: number; all: number };
  /** Requests that had to be made again. */
  retries: number;
  done: Disturber["done"];
}

/** Replays a history against a running Campanile, disturbs it meanwhile, and checks what came of it. */
export async function replay(
  stack: Stack,
  purchases: readonly Purchase[],
  disturbances: Disturbances,
  report: (line: string) => void,
): Promise<Replayed> {
  const api = apiClient(stack.url, stack.key);
  await api.signIn(stack.signInLink);
  const workflows = await makeCampaign(api);
  const mails = mailReader(api);
  const disturb = disturber(disturbances, stack.kill, report);
  const sent: Sent = { orders: 0, events: 0 };
  const began = Date.now();
  const seconds = (): number => (Date.now() - began) / 1_000;

  let sending = 0;
  const sender = sendPurchases(api, purchases, sent).then(() => (sending = seconds()));
  const follower = follow(api, purchases.length, sent, mails, disturb, report);
  // One that fails must not leave the other going on unobserved.
  await Promise.all([sender, follower]);
  const all = seconds();
  report("all runs have ended; checking …");
  await mails.readAll();
  const verdict = check(purchases, await observe(api, workflows, mails.found));
  const { done } = disturb;
  if (done.worker < disturbances.kills || done.temporal < disturbances.restarts) {
    verdict.faults.push("the runs were over before every kill was made");
  }
  return { ...verdict, seconds: { sending, all }, retries: api.retries(), done };
}

/** Reads mails and disturbs until everything was sent and no run is left. */
async function follow(
  api: ApiClient,
  expected: number,
  sent: Sent,
  mails: MailReader,
  disturb: Disturber,
  report: (line: string) => void,
): Promise<void> {
  const began = Date.now();
  let reported = began;
  let last = { state: "", at: began };
  for (;;) {
    await mails.read();
    await disturb.progress(mails.found.length / expected);
    const left = await unfinished(api);
    if (left.length === 0 && sent.events === expected) return;
    const state = `${mails.found.length} ${sent.events} ${left.join(" ")}`;
    if (state !== last.state) last = { state, at: Date.now() };
    if (Date.now() - last.at > stallLimitMs) {
      throw new Error(`nothing has moved for five minutes: ${state}`);
    }
    if (Date.now() - reported > reportEveryMs) {
      reported = Date.now();
      const seconds = (reported - began) / 1_000;
      const rate = (mails.found.length / seconds).toFixed(1);
      report(
        `${seconds.toFixed(0).padStart(5)} s  events ${sent.events}, mails ${mails.found.length} ` +
          `of ${expected} (${rate} a second)`,
      );
    }
    await sleep(lookEveryMs);
  }
}
