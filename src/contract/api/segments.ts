import { z } from "zod";
import { count } from "../integers.ts";
import { id, title } from "./fields.ts";

export const newSegment = z.strictObject({ name: title(200) }).meta({ id: "NewSegment" });

export const segment = z
  .strictObject({ id: z.guid(), name: z.string(), createdAt: z.date(), members: count })
  .meta({ id: "Segment" });

export const segmentMember = z
  .strictObject({
    contactId: z.guid(),
    email: z.string().nullable(),
    firstName: z.string().nullable(),
    lastName: z.string().nullable(),
    addedAt: z.date(),
  })
  .meta({ id: "SegmentMember" });

export const memberIds = z
  .strictObject({
    contactIds: z
      .array(id)
      .min(1, "must have at least one id")
      .max(500, "must have at most 500 ids")
      .meta({ description: "Campanile's ids of contacts" }),
  })
  .meta({ id: "MemberIds" });

export const membersChanged = z
  .strictObject({
    changed: count.meta({ description: "The others were in (or out) already" }),
    unknown: z.array(z.guid()).meta({ description: "Ids of no contact" }),
  })
  .meta({ id: "MembersChanged" });
