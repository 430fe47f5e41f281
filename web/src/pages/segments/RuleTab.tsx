import type { Segment } from "../../api/segments.ts";
import { SegmentForm } from "./SegmentForm.tsx";
import { useSaveSegment } from "./use-save-segment.ts";

/** A segment's name and rule. */
export function RuleTab({ segment }: { segment: Segment }) {
  const save = useSaveSegment(segment.id);
  return <SegmentForm key={segment.changedAt} segment={segment} save={save} />;
}
