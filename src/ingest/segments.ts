import type { Sql } from "../db/core/database.ts";
import type { NamedSegment } from "../db/contacts/segments-by-name.ts";
import { segmentsNamed } from "../db/contacts/segments-by-name.ts";
import type { ForEachMember } from "../domain/binding.ts";
import { noSegmentInParamReason, noSegmentReason } from "./decision-reasons.ts";
import type { KnownEvent } from "./known-event.ts";

/** What a start for each member of a segment does: launches them all, or why it can't. */
export type Members =
  | { outcome: "segment"; segment: NamedSegment }
  | { outcome: "no_segment"; reason: string };

export type FindMembers = (forEach: ForEachMember, known: KnownEvent) => Members;

/** Reads the segments that the starts of a batch are for. */
export async function readSegments(sql: Sql, batch: readonly KnownEvent[]): Promise<FindMembers> {
  const names = batch.flatMap((known) =>
    known.bindings.flatMap((binding) => {
      const forEach = goesToMembers(binding, known);
      return forEach === null ? [] : (nameFor(forEach, known) ?? []);
    }),
  );
  const segments = await segmentsNamed(sql, [...new Set(names)]);
  return (forEach, known) => {
    const name = nameFor(forEach, known);
    if (name === null) {
      if (!("param" in forEach)) throw new Error("a start for members names no segment");
      return { outcome: "no_segment", reason: noSegmentInParamReason(forEach.param) };
    }
    const segment = segments.get(name);
    return segment === undefined
      ? { outcome: "no_segment", reason: noSegmentReason(name) }
      : { outcome: "segment", segment };
  };
}

/** Whom a binding starts instead of this event's contact; null: the contact. */
export function goesToMembers(
  binding: KnownEvent["bindings"][number],
  { event }: KnownEvent,
): ForEachMember | null {
  const isMembers = event.onlyBinding !== undefined;
  return binding.role === "start" && !isMembers ? binding.forEach : null;
}

function nameFor(forEach: ForEachMember, { event }: KnownEvent): string | null {
  if ("segment" in forEach) return forEach.segment;
  const value = event.params[forEach.param];
  return typeof value === "string" && value !== "" ? value : null;
}
