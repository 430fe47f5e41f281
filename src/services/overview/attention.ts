import { blockKinds } from "../../blocks/registry.ts";
import { channelNames, channelOf } from "../../channels/registry.ts";
import type { AttentionItem } from "../../contract/api/overview.ts";
import { leastSecondsAhead, partitionsAhead } from "../../db/core/partitions.ts";
import { retentionProblems } from "../../db/retention/marks.ts";
import * as found from "../../db/workflows/attention.ts";
import { silentTypes } from "../../db/notifications/silence.ts";
import { keysEndingWithin } from "../../db/access/api-keys.ts";
import { daysBeforeKeysEnd } from "../api-keys/ending.ts";
import { dispatchBacklog } from "../../db/queue/dispatch-backlog.ts";
import { isUsual } from "../../domain/notifications/usual.ts";
import { listChannelPauses } from "../channel-setups/pause-states.ts";
import { setUpChannels } from "../channel-setups/set-up-channels.ts";
import type { Sql } from "../../db/core/database.ts";
import type { ServiceContext } from "../context.ts";

/** A worker takes what is committed within a second or two; behind this none is there, or none keeps up. */
const lateSeconds = 60;
/** Mailbox providers begin to throttle a sender at about these shares. */
const mostBounced = 0.05;
const mostComplained = 0.001;
/** Of fewer reports a share says nothing. */
const fewestReports = 100;
const mostWorkflows = 20;
const silentForHours = 24;
const hoursOfReports = 24;
const mostSilent = 20;

/** What needs somebody's attention, the most urgent first; nothing: all is well. */
export async function attention(context: ServiceContext): Promise<{ items: AttentionItem[] }> {
  const { sql } = context;
  const troubles = await found.troublesOfToday(sql);
  const counted = (["failedRuns", "failedMessages", "unknownMessages"] as const)
    .filter((kind) => troubles[kind] > 0)
    .map((kind) => ({ kind, count: troubles[kind] }));
  const lows = (await found.lowPools(sql)).map(({ left, ...pool }) => ({
    kind: "lowPool" as const,
    pool,
    left,
  }));
  const silent = (await silentTypes(sql, { id: null, hours: silentForHours }))
    .filter(({ days }) => isUsual(days))
    .slice(0, mostSilent)
    .map(({ lastAt, id, key, name }) => ({
      kind: "silentType" as const,
      type: { id, key, name },
      lastAt,
    }));
  const late = (await found.lateWebhooks(sql)).map(({ id, name, problem, since }) => ({
    kind: "lateWebhook" as const,
    webhook: { id, name },
    problem,
    since,
  }));
  return {
    items: [
      ...(await backlog(context)),
      ...(await missingPartitions(sql)),
      ...(await missingChannels(context)),
      ...(await pausedChannels(context)),
      ...counted,
      ...(await badReports(context)),
      ...silent,
      ...(await endingKeys(context)),
      ...lows,
      ...late,
      ...(await stoppedForgetting(sql)),
    ],
  };
}

/** Events that have no partition of their own still come in, but can't be dropped with it. */
async function missingPartitions(sql: Sql): Promise<AttentionItem[]> {
  const seconds = await partitionsAhead(sql);
  if (seconds >= leastSecondsAhead) return [];
  return [{ kind: "partitionsMissing", hours: Math.floor(seconds / 3_600) }];
}

async function stoppedForgetting(sql: Sql): Promise<AttentionItem[]> {
  const problems = await retentionProblems(sql);
  return problems.map(({ kind, ...problem }) => ({
    kind: "forgettingStopped",
    of: kind,
    ...problem,
  }));
}

async function backlog({ sql }: ServiceContext): Promise<AttentionItem[]> {
  const { waiting, ageSeconds } = await waitingForWorkers(sql);
  return ageSeconds < lateSeconds ? [] : [{ kind: "backlog", waiting, ageSeconds }];
}

/** How much is committed that no worker has taken, and for how long the oldest of it has waited. */
export async function waitingForWorkers(
  sql: Sql,
): Promise<{ waiting: number; ageSeconds: number }> {
  const kinds = await dispatchBacklog(sql);
  return {
    waiting: kinds.reduce((sum, kind) => sum + kind.waiting, 0),
    ageSeconds: Math.round(Math.max(...kinds.map(({ oldestAgeSeconds }) => oldestAgeSeconds))),
  };
}

/** Channels that active workflows need and that are not set up. */
export async function missingChannels(
  context: ServiceContext,
): Promise<Extract<AttentionItem, { kind: "channelNotSetUp" }>[]> {
  const setUp = await setUpChannels(context);
  const active = await found.kindsOfActive(context.sql);
  return channelNames
    .filter((channel) => !setUp.has(channel))
    .map((channel) => ({
      kind: "channelNotSetUp" as const,
      channel,
      channelName: channelOf(channel).label,
      workflows: active
        .filter(({ kinds }) => kinds.some((kind) => blockKinds.get(kind)?.channel === channel))
        .slice(0, mostWorkflows)
        .map(({ id, name }) => ({ id, name })),
    }))
    .filter(({ workflows }) => workflows.length > 0);
}

/** Whoever sees this may not see the keys: how many, and when. */
async function endingKeys({ sql }: ServiceContext): Promise<AttentionItem[]> {
  const { ending, firstAt } = await keysEndingWithin(sql, daysBeforeKeysEnd);
  return firstAt === null ? [] : [{ kind: "endingKeys", count: ending, firstAt }];
}

async function badReports({ sql }: ServiceContext): Promise<AttentionItem[]> {
  const { reports, bounced, complained } = await found.reportsOfHours(sql, hoursOfReports);
  if (reports < fewestReports) return [];
  const items: AttentionItem[] = [];
  if (bounced > reports * mostBounced) items.push({ kind: "bounces", count: bounced, reports });
  if (complained > reports * mostComplained) {
    items.push({ kind: "complaints", count: complained, reports });
  }
  return items;
}

async function pausedChannels(context: ServiceContext): Promise<AttentionItem[]> {
  const { items } = await listChannelPauses(context);
  return items.flatMap(({ channel, name, pause, waiting }) =>
    pause === null
      ? []
      : [
          {
            kind: "pausedChannel" as const,
            channel,
            channelName: name,
            reason: pause.reason,
            since: pause.pausedAt,
            waiting: waiting.messages,
          },
        ],
  );
}
