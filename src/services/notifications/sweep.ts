import { countActivityOfOneHour } from "../../db/notifications/bursts.ts";
import type { Database } from "../../db/core/database.ts";
import { serverTime } from "../../db/core/server-time.ts";
import * as occurrences from "../../db/notifications/occurrences.ts";
import type { WrittenRule } from "../../db/notifications/rules.ts";
import { enabledRules, lockRule } from "../../db/notifications/rules.ts";
import type { Finding } from "../../domain/notifications/condition.ts";
import { stepOf } from "../../domain/notifications/step.ts";
import { newId } from "../../platform/new-id.ts";
import { reasonOf } from "../../platform/reason.ts";
import type { ServiceContext } from "../context.ts";
import { find } from "./find.ts";

const hourMs = 3_600_000;

/**
 * Looks what the rules find, and writes down what is to be told of it. Several workers may do so at
 * once: what one has begun or ended, another leaves.
 */
export async function sweepNotifications(
  context: ServiceContext,
  db: Database,
  isEnding: () => boolean = () => false,
): Promise<void> {
  const rules = await enabledRules(context.sql);
  if (rules.some(({ condition }) => condition.kind === "burst")) {
    while (!isEnding() && (await countActivityOfOneHour(db))) {
      // The next hour.
    }
  }
  for (const rule of rules) {
    if (isEnding()) return;
    try {
      await lookAt(context, rule);
    } catch (error) {
      // One that can't be asked must not silence the others. What it found before stays as it is.
      context.log.warn(
        { rule: rule.id, err: reasonOf(error) },
        "a notification rule was not asked",
      );
    }
  }
}

async function lookAt(context: ServiceContext, rule: WrittenRule): Promise<void> {
  const { findings, isCut } = await find(context, rule.condition);
  const bySubject = new Map(findings.map((finding) => [finding.subject, finding]));
  await context.transaction(async (context) => {
    const { sql } = context;
    const locked = await lockRule(sql, rule.id);
    if (locked === undefined || !isSame(locked, rule)) return;
    const known = await occurrences.knownSubjects(sql, rule.id, [...bySubject.keys()]);
    const now = (await serverTime(sql)).getTime();
    const before = new Map(known.map((one) => [one.subject, one]));
    for (const subject of new Set([...before.keys(), ...bySubject.keys()])) {
      const { openId = null, beganAt = null } = before.get(subject) ?? {};
      const finding = bySubject.get(subject);
      const standing = {
        isFound: finding !== undefined || (isCut && openId !== null),
        isOpen: openId !== null,
        beganAt: beganAt?.getTime() ?? null,
      };
      const step = stepOf(standing, now, locked.quietHours * hourMs);
      if (step === "begin" && finding !== undefined) await begin(context, locked, finding);
      if (step === "end" && openId !== null) await end(context, openId);
    }
  });
}

async function begin(context: ServiceContext, rule: WrittenRule, finding: Finding): Promise<void> {
  const id = newId();
  if (!(await occurrences.beginOccurrence(context.sql, id, rule.id, finding))) return;
  await occurrences.tellBeginning(context.sql, id, rule.targetIds);
}

async function end(context: ServiceContext, id: string): Promise<void> {
  if (await occurrences.endOccurrence(context.sql, id)) await occurrences.tellEnd(context.sql, id);
}

/** Whether it still looks for what it looked for when it was asked. */
function isSame(locked: WrittenRule, asked: WrittenRule): boolean {
  return locked.enabled && JSON.stringify(locked.condition) === JSON.stringify(asked.condition);
}
