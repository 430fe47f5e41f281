import { AppError } from "../../contract/errors.ts";
import type { AskedSegment, Asking } from "../../db/segment-rules/asking.ts";
import { compileRule } from "../../db/segment-rules/compile.ts";
import { holders } from "../../db/segment-rules/ask.ts";
import type { NamedRule } from "../../db/segment-rules/rows.ts";
import { ruleOf, segmentsWithRules } from "../../db/segment-rules/rows.ts";
import { findWorkspace } from "../../db/core/workspace.ts";
import type { Sql } from "../../db/core/database.ts";
import { parseRule } from "../../domain/segment-rules/parse.ts";
import type { Truth } from "../../domain/segment-rules/rule.ts";
import { dependenciesOf, segmentsIn } from "../../domain/segment-rules/walk.ts";

/** A rule that was kept, and was read when it was. */
export function readKept(name: string, given: unknown): Truth {
  const parsed = parseRule(given);
  if (parsed.ok) return parsed.rule;
  throw new Error(`the rule of the segment "${name}" can't be read`);
}

/** The segments that a rule asks for, and those that theirs ask for, by name. */
export async function segmentsBelow(sql: Sql, rule: Truth): Promise<Map<string, AskedSegment>> {
  const known = new Map<string, AskedSegment>();
  let wanted = segmentsIn(rule);
  while (wanted.length > 0) {
    const found = await segmentsWithRules(sql, wanted);
    const asked = found.map(({ id, name, rule: given }: NamedRule) => {
      const own = given === null ? null : readKept(name, given);
      known.set(name, { id, rule: own });
      return own;
    });
    wanted = [...new Set(asked.flatMap((own) => (own === null ? [] : segmentsIn(own))))].filter(
      (name) => !known.has(name),
    );
  }
  return known;
}

/** What a rule is asked with now. */
export async function askingFor(sql: Sql, rule: Truth): Promise<Asking> {
  const { timeZone } = await findWorkspace(sql);
  return { now: new Date(), timeZone, segments: await segmentsBelow(sql, rule) };
}

/** All that can change a rule's answer, through the segments that it asks for. */
export function allDependencies(
  rule: Truth,
  segments: ReadonlyMap<string, AskedSegment>,
): string[] {
  const found = new Set(dependenciesOf(rule));
  for (const { id, rule: own } of segments.values()) {
    found.add(own === null ? `segment:${id}` : `rule:${id}`);
    if (own !== null) for (const each of dependenciesOf(own)) found.add(each);
  }
  return [...found].toSorted();
}

/** Reads what a client has written. @throws AppError `invalid`, with each fault's place in the rule */
export function readRule(given: unknown, at = "rule"): Truth {
  const parsed = parseRule(given);
  if (parsed.ok) return parsed.rule;
  throw new AppError("invalid", "the rule can't be read", {
    faults: parsed.problems.map(({ path, message }) => ({
      path: path === "" ? at : `${at}.${path}`,
      message,
    })),
  });
}

/**
 * Refuses a rule that asks for segments that do not exist, or, through others, for its own.
 * @throws AppError `invalid`
 */
export function requireSound(
  name: string,
  rule: Truth,
  segments: ReadonlyMap<string, AskedSegment>,
): void {
  const missing = segmentsIn(rule).filter((each) => each !== name && !segments.has(each));
  const way = wayRound(name, rule, segments, [name]);
  const message =
    way === null
      ? missing.map((each) => `there is no segment "${each}"`).join("; ")
      : `the segments ask for one another in a circle: ${way.map((each) => `"${each}"`).join(" → ")}`;
  if (message === "") return;
  throw new AppError("invalid", message, { faults: [{ path: "rule", message }] });
}

function wayRound(
  name: string,
  rule: Truth,
  segments: ReadonlyMap<string, AskedSegment>,
  way: readonly string[],
): string[] | null {
  for (const next of segmentsIn(rule)) {
    if (next === name) return [...way, name];
    const own = segments.get(next)?.rule ?? null;
    if (own === null || way.includes(next)) continue;
    const found = wayRound(name, own, segments, [...way, next]);
    if (found !== null) return found;
  }
  return null;
}

/** Those of some contacts who are in a segment at this moment: by its rule, if it has one. */
export async function membersNow(
  sql: Sql,
  segmentId: string,
  contactIds: readonly string[],
): Promise<readonly string[]> {
  const segment = await ruleOf(sql, segmentId);
  if (segment === undefined || segment.rule === null || contactIds.length === 0) return contactIds;
  const rule = readKept(segment.name, segment.rule);
  const asking = await askingFor(sql, rule);
  const among = new Set(await holders(sql, compileRule(rule, asking, contactIds)));
  return contactIds.filter((id) => among.has(id));
}
