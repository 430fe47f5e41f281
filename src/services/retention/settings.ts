import type {
  RetentionAnswer,
  RetentionChange,
  RetentionOutlook,
} from "../../contract/api/retention.ts";
import type { FieldError } from "../../contract/errors.ts";
import { AppError } from "../../contract/errors.ts";
import type { Sql } from "../../db/core/database.ts";
import { serverTime } from "../../db/core/server-time.ts";
import { countDueEvents, countDueRuns, countRunsToGo, mostDue } from "../../db/retention/due.ts";
import { countedBefore, wholeSince } from "../../db/retention/marks.ts";
import { findRetention, updateRetention } from "../../db/retention/settings.ts";
import type { Retention, RetentionKind } from "../../domain/retention.ts";
import {
  isLonger,
  leastRetention,
  retentionKinds,
  usualRetention,
} from "../../domain/retention.ts";
import type { ServiceContext } from "../context.ts";
import { lookingTooFar } from "./look-backs.ts";

const dayMs = 86_400_000;

/** For how long each kind is kept, and what looks back further than that. */
export async function getRetention({ sql }: ServiceContext): Promise<RetentionAnswer> {
  const retention = await findRetention(sql);
  return {
    retention,
    usual: usualRetention,
    least: leastRetention,
    wholeSince: await wholeSince(sql),
    lookBacks: await lookingTooFar(sql, retention, await serverTime(sql)),
  };
}

/** What would go with the next sweeps, were it so, and what would not find what it looks for. */
export async function retentionOutlook(
  { sql }: ServiceContext,
  change: Partial<Retention>,
): Promise<RetentionOutlook> {
  const retention = { ...(await findRetention(sql)), ...change };
  requireSound(retention);
  const now = await serverTime(sql);
  const counts: RetentionOutlook["due"] = [];
  for (const kind of retentionKinds) {
    const before = await forgottenBefore(sql, retention[kind], now);
    const count = before === null ? 0 : await countDue(sql, kind, before);
    counts.push({ kind, before, count, isAtLeast: count === mostDue });
  }
  return { retention, due: counts, lookBacks: await lookingTooFar(sql, retention, now) };
}

/**
 * Changes for how long kinds are kept, those that are given: it holds from the next sweep on.
 * @throws AppError `invalid` for what contradicts itself, or a goal that looks back further; `conflict`
 * where segments or RFM do and that was not accepted
 */
export async function changeRetention(
  context: ServiceContext,
  { acceptLookBacks = false, ...change }: RetentionChange,
): Promise<RetentionAnswer> {
  return context.transaction(async (context) => {
    const { sql } = context;
    const before = await findRetention(sql);
    const retention = { ...before, ...change };
    requireSound(retention);
    const now = await serverTime(sql);
    const known = new Set((await lookingTooFar(sql, before, now)).map(nameOf));
    const found = (await lookingTooFar(sql, retention, now)).filter((one) => {
      const isShortened = isLonger(before[one.kind], retention[one.kind]);
      return isShortened || !known.has(nameOf(one));
    });
    const faults: FieldError[] = found.flatMap(({ by, kind, name, days }) =>
      by === "goal"
        ? [{ path: kind, message: `the goal of “${name}” looks back ${days ?? 0} days` }]
        : [],
    );
    if (faults.length > 0) {
      throw new AppError("invalid", "a goal counts what would be gone by then", { faults });
    }
    if (found.length > 0 && !acceptLookBacks) {
      const names = found.map(({ name }) => `“${name}”`).join(", ");
      throw new AppError(
        "conflict",
        `look back further than what would be kept: ${names}. Say acceptLookBacks where that is meant`,
        { details: { lookBacks: found } },
      );
    }
    await updateRetention(sql, change);
    return getRetention(context);
  });
}

/** Before which a kind is forgotten now: never what the counts that outlive it have not come to. */
export async function forgottenBefore(
  sql: Sql,
  days: number | null,
  now: Date,
): Promise<Date | null> {
  if (days === null) return null;
  const counted = await countedBefore(sql);
  return new Date(Math.min(now.getTime() - days * dayMs, counted.getTime()));
}

const nameOf = ({ kind, by, id }: { kind: string; by: string; id: string | null }): string =>
  `${kind}/${by}/${id ?? ""}`;

function countDue(sql: Sql, kind: RetentionKind, before: Date): Promise<number> {
  if (kind === "events") return countDueEvents(sql, before);
  if (kind === "runs") return countDueRuns(sql, before);
  return countRunsToGo(sql, kind, before);
}

/** A message speaks of its run: of clicks in it, events are made that say which. */
function requireSound({ messages, runs }: Retention): void {
  if (!isLonger(messages, runs)) return;
  const message = "messages can't be kept longer than the runs that sent them";
  throw new AppError("invalid", "the retention contradicts itself", {
    faults: [{ path: "messages", message }],
  });
}
