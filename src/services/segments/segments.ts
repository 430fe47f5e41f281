import { newId } from "../../platform/new-id.ts";
import type { Page, SearchPageQuery } from "../../contract/api/page.ts";
import { AppError } from "../../contract/errors.ts";
import type { SegmentRow } from "../../db/contacts/segments.ts";
import {
  insertSegment,
  lockSegment,
  deleteSegment as remove,
  listSegments as rowsOf,
  segmentById,
  segmentsFrom,
  workflowsThatStartOrStopBy,
  workflowsWithText,
  renameSegment as write,
} from "../../db/contacts/segments.ts";
import { isUniqueViolation } from "../../db/core/database-errors.ts";
import { numbersOf } from "../../db/core/numeric-ids.ts";
import { required } from "../../domain/required.ts";
import { definitionUsesSegment } from "../../domain/segment-use.ts";
import type { ServiceContext } from "../context.ts";
import { pageByText } from "../pages.ts";

/** @throws AppError `conflict` when the name is taken */
export async function createSegment(context: ServiceContext, name: string): Promise<SegmentRow> {
  const id = newId();
  if (!(await insertSegment(context.sql, id, name))) throw nameTaken(name);
  return getSegment(context, id);
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
  { search, ...request }: SearchPageQuery,
): Promise<Page<SegmentRow>> {
  const nameOf = ({ name }: SegmentRow) => name;
  return pageByText(request, nameOf, (count, behind) => rowsOf(context.sql, count, behind, search));
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

/** @throws AppError `not_found`; `conflict` when the name is taken or a workflow names the segment */
export async function renameSegment(
  context: ServiceContext,
  id: string,
  name: string,
): Promise<SegmentRow> {
  try {
    return await context.transaction(async (context) => {
      const before = await lockSegment(context.sql, id);
      if (before === null) throw noSegment();
      if (before !== name) {
        await requireUnused(context, before);
        await write(context.sql, id, name);
      }
      return getSegment(context, id);
    });
  } catch (error) {
    throw isUniqueViolation(error) ? nameTaken(name) : error;
  }
}

/** @throws AppError `not_found`; `conflict` while a published workflow names it */
export async function deleteSegment(context: ServiceContext, id: string): Promise<void> {
  await context.transaction(async (context) => {
    const name = await lockSegment(context.sql, id);
    if (name === null) throw noSegment();
    await requireUnused(context, name);
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
 * @throws AppError `conflict` while a workflow names the segment (`details.workflows`)
 */
async function requireUnused(context: ServiceContext, name: string): Promise<void> {
  const published = (await workflowsWithText(context.sql, name))
    .filter(({ definition }) => definitionUsesSegment(definition, name))
    .map(({ workflowId, workflowName }) => ({ workflowId, workflowName }));
  const known = new Set(published.map(({ workflowId }) => workflowId));
  const others = (await workflowsThatStartOrStopBy(context.sql, name)).filter(
    ({ workflowId }) => !known.has(workflowId),
  );
  const workflows = [...published, ...others];
  if (workflows.length === 0) return;
  const message = `published workflows name the segment "${name}": change them first`;
  throw new AppError("conflict", message, { details: { workflows } });
}
