import { queryOptions } from "@tanstack/react-query";
import type { z } from "zod";
import type {
  segment,
  segmentHistory,
  segmentMember,
  segmentPreview,
  segmentUses,
} from "../../../src/contract/api/segments.ts";
import { get } from "./client.ts";
import type { Wire } from "./wire.ts";

export type Segment = Wire<z.input<typeof segment>>;

export const segmentQuery = (id: string) =>
  queryOptions({
    queryKey: ["/segments", id],
    queryFn: ({ signal }) => get<Segment>(`/segments/${id}`, {}, signal),
  });
export type SegmentMember = Wire<z.input<typeof segmentMember>>;
export type SegmentPreview = Wire<z.input<typeof segmentPreview>>;
export type SegmentHistory = Wire<z.input<typeof segmentHistory>>;
export type SegmentUses = Wire<z.input<typeof segmentUses>>;
