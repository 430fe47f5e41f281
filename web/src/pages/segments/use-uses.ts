import { useQuery } from "@tanstack/react-query";
import { get } from "../../api/client.ts";
import type { SegmentUses } from "../../api/segments.ts";

/** Where a segment is used. */
export const useUses = (segmentId: string, enabled = true) =>
  useQuery({
    queryKey: ["/segments", segmentId, "uses"],
    queryFn: ({ signal }) => get<SegmentUses>(`/segments/${segmentId}/uses`, {}, signal),
    enabled,
  });
