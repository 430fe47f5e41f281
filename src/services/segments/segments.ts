import { newId } from "../../platform/new-id.ts";
import type { Page } from "../../contract/api/page.ts";
import { AppError } from "../../contract/errors.ts";
import type { SegmentFilter, SegmentRow } from "../../db/contacts/segments.ts";
import {
  insertSegment,
  lockSegment,
  deleteSegment as remove,
  listSegments as rowsOf,
  segmentById,
  segmentsFrom,
  renameSegment as write,
} from "../../db/contacts/segments.ts";
import { isQueryCancelled, isUniqueViolation } from "../../db/core/database-errors.ts";
import type { PreviewContact } from "../../db/segment-rules/ask.ts";
import { previewHolders } from "../../db/segment-rules/ask.ts";
import type { Asking } from "../../db/segment-rules/asking.ts";
import type { CompiledRule } from "../../db/segment-rules/compile.ts";
import { compileRule, RuleTooLarge } from "../../db/segment-rules/compile.ts";
import {
  dropRule,
  limitTime,
  lockRules,
  renewDependents,
  ruleRows,
  saveRule,
} from "../../db/segment-rules/rows.ts";
import type { Truth } from "../../domain/segment-rules/rule.ts";
import { numbersOf } from "../../db/core/numeric-ids.ts";
import { required } from "../../domain/required.ts";
import type { ServiceContext } from "../context.ts";
import type { PageRequest } from "../pages.ts";
import { pageByText } from "../pages.ts";
import {
  allDependencies,
  askingFor,
  readKept,
  readRule,
  requireSound,
  segmentsBelow,
} from "./rules.ts";
import { segmentsAskingFor, workflowsNaming } from "./naming.ts";

export interface SegmentChange {
  name?: string | undefined;
  /** Null: a list. */
  rule?: unknown;
  /** Whether events tell of those who are in (or out) by the new rule at once. */
  tell?: boolean | undefined;
}

/** @throws AppError `conflict` when the name is taken; `invalid` when the rule can't be used */
export async function createSegment(
  context: ServiceContext,
  { name, rule = null, tell = false }: SegmentChange & { name: string },
): Promise<SegmentRow> {
  const id = newId();
  return context.transaction(async (context) => {
    if (!(await insertSegment(context.sql, id, name))) throw nameTaken(name);
    if (rule !== null) await writeRule(context, { id, name }, rule, tell);
    return getSegment(context, id);
  });
}

export const noSegment = () => new AppError("not_found", "there is no such segment");

/** @throws AppError `not_found` */
export async function getSegment(context: ServiceContext, id: string): Promise<SegmentRow> {
  const segment = await segmentById(context.sql, id);
  if (segment === null) throw noSegment();
  return segment;
}

/** Segments by name. */
export async function listSegments(
  context: ServiceContext,
  { search, kind, ...request }: PageRequest & SegmentFilter,
): Promise<Page<SegmentRow>> {
  const nameOf = ({ name }: SegmentRow) => name;
  return pageByText(request, nameOf, (count, behind) =>
    rowsOf(context.sql, count, behind, { search, kind }),
  );
}

export interface NumberedSegment {
  id: string;
  number: number;
  name: string;
}

/** Segments by name from an offset on, with their numbers, and how many there are in all. */
export async function pageOfSegments(
  context: ServiceContext,
  wanted: { offset: number; limit: number; search?: string | undefined },
): Promise<{ total: number; segments: NumberedSegment[] }> {
  const { total, segments } = await segmentsFrom(context.sql, wanted);
  const ids = segments.map(({ id }) => id);
  const numbers = await numbersOf(context.sql, "segment", ids);
  return {
    total,
    segments: segments.map(({ id, name }) => ({
      id,
      name,
      number: required(numbers.get(id), `the number of the segment ${id}`),
    })),
  };
}

/**
 * Changes a segment's name or rule.
 * @throws AppError `not_found`; `conflict` when the name is taken or is used; `invalid` for a rule that
 * can't be used
 */
export async function updateSegment(
  context: ServiceContext,
  id: string,
  { name: given, rule, tell = false }: SegmentChange,
): Promise<SegmentRow> {
  try {
    return await context.transaction(async (context) => {
      const before = await lockSegment(context.sql, id);
      if (before === null) throw noSegment();
      const name = given ?? before.name;
      if (before.name !== name) {
        await requireUnused(context, before.name);
        await write(context.sql, id, name);
      }
      if (rule === null) await dropRule(context.sql, id);
      else if (rule !== undefined) await writeRule(context, { id, name }, rule, tell);
      if (rule !== undefined) await renewThoseThatAsk(context, id, name);
      return getSegment(context, id);
    });
  } catch (error) {
    throw isUniqueViolation(error) ? nameTaken(given ?? "") : error;
  }
}

async function writeRule(
  { sql }: ServiceContext,
  { id, name }: { id: string; name: string },
  given: unknown,
  tell: boolean,
): Promise<void> {
  await lockRules(sql);
  const rule = readRule(given);
  const asking = await askingFor(sql, rule);
  requireSound(name, rule, asking.segments);
  requireSmall(rule, asking);
  await saveRule(sql, id, { rule: given, depends: allDependencies(rule, asking.segments), tell });
}

/** Rules that ask for a segment whose rule has changed are asked whole again. */
async function renewThoseThatAsk({ sql }: ServiceContext, id: string, name: string): Promise<void> {
  for (const row of await ruleRows(sql)) {
    if (row.id === id) continue;
    const rule = readKept(row.name, row.rule);
    const below = await segmentsBelow(sql, rule);
    if (below.has(name)) await renewDependents(sql, row.id, allDependencies(rule, below));
  }
}

export interface SegmentPreview {
  count: number;
  contacts: PreviewContact[];
}

const previewMs = 10_000;

/**
 * How many a rule holds for, and the first of them.
 * @throws AppError `invalid`; `unprocessable` when it takes longer than it may
 */
export async function previewSegment(
  context: ServiceContext,
  given: unknown,
): Promise<SegmentPreview> {
  const rule = readRule(given);
  try {
    return await context.transaction(async ({ sql }) => {
      const asking = await askingFor(sql, rule);
      requireSound("", rule, asking.segments);
      const compiled = requireSmall(rule, asking);
      await limitTime(sql, previewMs);
      return previewHolders(sql, compiled);
    });
  } catch (error) {
    if (!isQueryCancelled(error)) throw error;
    const message = `the rule takes longer than ${previewMs / 1_000} seconds: ask for shorter periods, or for less`;
    throw new AppError("unprocessable", message, { details: { limit: "time" } });
  }
}

function requireSmall(rule: Truth, asking: Asking): CompiledRule {
  try {
    return compileRule(rule, asking, null);
  } catch (error) {
    if (!(error instanceof RuleTooLarge)) throw error;
    throw new AppError("invalid", error.message, {
      faults: [{ path: "rule", message: error.message }],
    });
  }
}

/** @throws AppError `not_found`; `conflict` while a published workflow names it */
export async function deleteSegment(context: ServiceContext, id: string): Promise<void> {
  await context.transaction(async (context) => {
    const segment = await lockSegment(context.sql, id);
    if (segment === null) throw noSegment();
    await requireUnused(context, segment.name);
    await remove(context.sql, id);
  });
}

const nameTaken = (name: string) =>
  new AppError("conflict", `there is a segment named "${name}" already`, {
    faults: [{ path: "name", message: "is taken" }],
  });

/**
 * Workflows name segments in words, in blocks, starts and stop rules (bindings' filters can't: they
 * see the event only): under another name the same workflow would ask for, or make, another segment.
 * @throws AppError `conflict` while a workflow names the segment (`details.workflows`), or another
 * segment's rule asks for it (`details.segments`)
 */
async function requireUnused({ sql }: ServiceContext, name: string): Promise<void> {
  const workflows = await workflowsNaming(sql, name);
  if (workflows.length > 0) {
    const message = `published workflows name the segment "${name}": change them first`;
    throw new AppError("conflict", message, { details: { workflows } });
  }
  const segments = await segmentsAskingFor(sql, name);
  if (segments.length === 0) return;
  const message = `rules of other segments ask for "${name}": change them first`;
  throw new AppError("conflict", message, { details: { segments } });
}
