import { z } from "zod";
import { count, wholeNumberIn } from "../integers.ts";
import { id, title } from "./fields.ts";
import { pageQuery, searchPageQuery } from "./page.ts";

const rule = z.unknown().meta({
  description:
    "Who is a member, in the language of conditions and with what has happened: events, orders and " +
    "messages (docs/guides/segments.md). Null: a list, whose members are added and removed",
  example: { ">=": [{ events: { type: "orderPaid", last: { amount: 30, unit: "days" } } }, 3] },
});
const tell = z.boolean().optional().meta({
  description:
    "Whether events tell of those who are in (or out) by the rule at once; by default only of later moves",
});

export const newSegment = z
  .strictObject({ name: title(200), rule: rule.optional(), tell })
  .meta({ id: "NewSegment" });

export const segmentChange = z
  .strictObject({ name: title(200).optional(), rule: rule.optional(), tell })
  .meta({ id: "SegmentChange" });

export const segment = z
  .strictObject({
    id: z.guid(),
    name: z.string(),
    createdAt: z.date(),
    changedAt: z.date().meta({ description: "When its name or its rule was changed last" }),
    members: count,
    rule,
    isComputed: z
      .boolean()
      .meta({ description: "False for some seconds after a rule was made or changed" }),
  })
  .meta({ id: "Segment" });

export const previewedRule = z.strictObject({ rule }).meta({ id: "PreviewedRule" });

export const segmentPreview = z
  .strictObject({
    count: count.meta({ description: "Contacts for whom the rule holds now" }),
    contacts: z
      .array(
        z.strictObject({
          id: z.guid(),
          email: z.string().nullable(),
          firstName: z.string().nullable(),
          lastName: z.string().nullable(),
        }),
      )
      .meta({ description: "The first ten of them" }),
  })
  .meta({ id: "SegmentPreview" });

export const segmentListQuery = searchPageQuery.extend({
  kind: z
    .enum(["list", "rule"])
    .optional()
    .meta({ description: "Those whose members are added by hand, or found by a rule" }),
});

export const memberListQuery = pageQuery.extend({
  search: z
    .string()
    .trim()
    .max(200)
    .optional()
    .meta({ description: "The beginning of an e-mail, a phone or a name, or a whole id" }),
});

export const segmentHistoryQuery = z.strictObject({
  days: wholeNumberIn(1, 366).default(30).meta({ description: "How many, today among them" }),
});

export const segmentHistory = z
  .strictObject({
    days: z
      .array(
        z.strictObject({
          day: z
            .string()
            .meta({ description: "In the workspace's time zone", example: "2026-11-24" }),
          entered: count,
          left: count,
        }),
      )
      .meta({ description: "The oldest first" }),
  })
  .meta({ id: "SegmentHistory" });

export const segmentUses = z
  .strictObject({
    workflows: z.array(z.strictObject({ workflowId: z.guid(), workflowName: z.string() })).meta({
      description: "Published ones that name it: in blocks, conditions, starts and stops",
    }),
    segments: z
      .array(z.strictObject({ id: z.guid(), name: z.string() }))
      .meta({ description: "Whose rules ask for it" }),
    broadcasts: z
      .array(
        z.strictObject({
          id: z.guid(),
          workflowId: z.guid(),
          workflowName: z.string(),
          createdAt: z.date(),
        }),
      )
      .meta({ description: "The newest 20 that went to it" }),
  })
  .meta({ id: "SegmentUses" });

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
