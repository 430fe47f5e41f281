import * as attention from "../../db/workflows/attention.ts";
import * as bursts from "../../db/notifications/bursts.ts";
import type { Failed } from "../../db/notifications/failures.ts";
import * as failures from "../../db/notifications/failures.ts";
import type { SilenceAsked, SilentThing } from "../../db/notifications/silence.ts";
import { mostSilent, silentTypes, silentWorkflows } from "../../db/notifications/silence.ts";
import type { Sql } from "../../db/core/database.ts";
import type { Condition, Finding, Rate } from "../../domain/notifications/condition.ts";
import { isAbove } from "../../domain/notifications/condition.ts";
import { burstWindow, daysBack, isUsual, usualInAnHour } from "../../domain/notifications/usual.ts";
import type { ServiceContext } from "../context.ts";
import { missingChannels, waitingForWorkers } from "../overview/attention.ts";

export interface Found {
  findings: Finding[];
  /** There may be more: what is not among them need not be over. */
  isCut: boolean;
}

type Burst = Extract<Condition, { kind: "burst" }>;
type Silence = Extract<Condition, { kind: "silence" }>;

/** So many pools, and webhooks, are looked at. */
const mostListed = 20;
const hourMs = 3_600_000;

/** What a rule finds now: what GET /attention tells, within the bounds that the rule sets. */
export async function find(context: ServiceContext, condition: Condition): Promise<Found> {
  const { sql } = context;
  switch (condition.kind) {
    case "silence":
      return findSilence(sql, condition);
    case "burst":
      return whole(await findBursts(context, condition));
    case "failedRuns": {
      const { workflowId, hours } = condition;
      if (workflowId === null) {
        return whole(aboveRate(condition, await failures.failedRuns(sql, hours)));
      }
      const { name, ...counted } = await failures.failedRunsOf(sql, workflowId, hours);
      return whole(aboveRate(condition, counted, { subject: workflowId, name }));
    }
    case "failedMessages":
      return whole(aboveRate(condition, await failures.failedMessages(sql, condition.hours)));
    case "bounces": {
      const { bounced, reports } = await attention.reportsOfHours(sql, condition.hours);
      return whole(aboveRate(condition, { failed: bounced, all: reports }));
    }
    case "complaints": {
      const { complained, reports } = await attention.reportsOfHours(sql, condition.hours);
      return whole(aboveRate(condition, { failed: complained, all: reports }));
    }
    case "lowPool": {
      const pools = await attention.lowPools(sql, condition.id);
      return listed(pools, ({ id, name, left }) => ({
        subject: id,
        name,
        figures: { count: left },
      }));
    }
    case "backlog": {
      const { waiting, ageSeconds } = await waitingForWorkers(sql);
      if (ageSeconds < condition.minutes * 60) return whole([]);
      const figures = { count: waiting, of: Math.round(ageSeconds / 60) };
      return whole([{ subject: "", name: null, figures }]);
    }
    case "channelNotSetUp":
      return whole(
        (await missingChannels(context)).map(({ channel, channelName, workflows }) => ({
          subject: channel,
          name: channelName,
          figures: { count: workflows.length },
        })),
      );
    case "lateWebhook":
      break;
  }
  return listed(await attention.lateWebhooks(sql), ({ id, name, problem, since }) => ({
    subject: id,
    name,
    figures: { problem, lastAt: since.toISOString() },
  }));
}

async function findSilence(sql: Sql, { of, id, hours }: Silence): Promise<Found> {
  const asked: SilenceAsked = { id, hours };
  const silent =
    of === "eventType" ? await silentTypes(sql, asked) : await silentWorkflows(sql, asked);
  const findings = silent.filter(({ days }) => isUsual(days)).map(silence);
  return { findings, isCut: silent.length === mostSilent };
}

function silence({ id, name, lastAt }: SilentThing): Finding {
  return { subject: id, name, figures: { lastAt: lastAt?.toISOString() ?? null } };
}

async function findBursts(context: ServiceContext, condition: Burst): Promise<Finding[]> {
  const { of, id, times, atLeast } = condition;
  const { sql } = context;
  const usual = await usualOf(context, condition);
  const asked = [...usual].map(([subject, amount]) => ({
    subject,
    ...burstWindow(amount, times, atLeast),
  }));
  if (asked.length === 0 || (id !== null && !usual.has(id))) return [];
  const counted =
    of === "eventType"
      ? await bursts.eventsJustNow(sql, asked)
      : await bursts.runsJustNow(sql, asked);
  const windows = new Map(asked.map((one) => [one.subject, one]));
  return counted.flatMap(({ id: subject, name, count }) => {
    const window = windows.get(subject);
    if (window === undefined || count < window.threshold) return [];
    const inAnHour = Math.round((count * 3_600) / window.seconds);
    return [
      { subject, name, figures: { count: inAnHour, of: Math.round(usual.get(subject) ?? 0) } },
    ];
  });
}

/** How many there usually are in an hour, by subject; of those of which that is known. */
async function usualOf(
  { sql, now }: ServiceContext,
  { of, id }: Burst,
): Promise<Map<string, number>> {
  const bySubject = new Map<string, { current: number; previous: number }[]>();
  for (const { subject, day, current, previous } of await bursts.hoursOfDaysBefore(sql, of, id)) {
    const days =
      bySubject.get(subject) ??
      Array.from({ length: daysBack }, () => ({ current: 0, previous: 0 }));
    days[day - 1] = { current, previous };
    bySubject.set(subject, days);
  }
  const passed = (now().getTime() % hourMs) / hourMs;
  return new Map(
    [...bySubject].flatMap(([subject, days]) => {
      const usual = usualInAnHour(days, passed);
      return usual === null ? [] : [[subject, usual] as const];
    }),
  );
}

function aboveRate(
  rate: Rate,
  { failed, all }: Failed,
  about: Pick<Finding, "subject" | "name"> = { subject: "", name: null },
): Finding[] {
  return isAbove(rate, failed, all) ? [{ ...about, figures: { count: failed, of: all } }] : [];
}

const whole = (findings: Finding[]): Found => ({ findings, isCut: false });

function listed<Row>(rows: readonly Row[], findingOf: (row: Row) => Finding): Found {
  return { findings: rows.map(findingOf), isCut: rows.length === mostListed };
}
