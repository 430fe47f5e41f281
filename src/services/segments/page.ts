import type { ServiceContext } from "../context.ts";
import { numbersOf } from "../../db/core/numeric-ids.ts";
import { segmentsFrom } from "../../db/contacts/segments.ts";

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
    segments: segments.map(({ id, name }) => ({ id, name, number: numbers.get(id) ?? 0 })),
  };
}
