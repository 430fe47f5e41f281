import { z } from "zod";
import { eventFilter } from "../../blocks/settings.ts";
import { isTimeZone, periodUnits } from "../../domain/frequency.ts";
import { id } from "./fields.ts";
import { forEachMemberOf, schedule, scheduleBody, segmentName } from "./start-for-members.ts";

const frequencySchema = z
  .discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("each") }),
    z.strictObject({ kind: z.literal("once") }),
    z
      .strictObject({
        kind: z.literal("period"),
        every: z.int().min(1).max(1_000),
        unit: z.enum(periodUnits),
        window: z.enum(["rolling", "calendar"]).default("rolling").meta({
          description:
            "rolling: opens with the launching event; calendar: aligned to the time zone's calendar",
        }),
        timeZone: z
          .string()
          .max(100)
          .refine(isTimeZone, "must be an IANA time zone such as Europe/Berlin")
          .default("UTC"),
      })
      .refine(
        (value) => value.window !== "calendar" || value.unit !== "hours" || value.every <= 24,
        {
          path: ["every"],
          message: "a calendar window has at most 24 hours: it is counted anew each midnight",
        },
      ),
  ])
  .meta({
    id: "Frequency",
    description: "How often an event may launch: each time, once, or once in a period",
  });

/** Over the event alone: contact and order are not read while deciding. Null means "no filter": said before the rule is read, as null is no rule. */
const filter = z.union([z.null(), eventFilter]);

const spanUnits = ["minutes", "hours", "days", "weeks"] as const;
export const spanSchema = z
  .strictObject({ amount: z.int().min(1).max(1_000), unit: z.enum(spanUnits) })
  .meta({
    id: "TimeSpan",
    description: "A day is 24 hours here; read back in the largest whole unit",
  });
export type Span = z.output<typeof spanSchema>;

const matchSchema = z.enum(["auto", "contact", "key"]).meta({
  description:
    "Which runs a stop ends: of the event's contact, or with its key. auto: by contact where it names one",
});
const subjectSchema = z.enum(["contact", "key"]).meta({
  description: "Whom the frequency counts: each contact, or each event key (once per order)",
});

const avoidInProgress = z.boolean().meta({
  description: "Starts nothing while a run of the workflow is in progress for the contact",
});

const includeMachines = z.boolean().meta({
  description:
    "Also starts for clicks and opens that machines made: scanners, previews, prefetches. Only events " +
    "of the types `click` and `open` tell",
});

const eventType = {
  eventTypeKey: z.string().min(1).max(100).optional(),
  eventTypeId: id.optional(),
};

export const createBindingBody = z
  .discriminatedUnion("role", [
    z
      .strictObject({
        role: z.literal("start"),
        source: z.enum(["event", "schedule"]).default("event").meta({
          description: "schedule: a regular start, which fires by itself for a whole segment",
        }),
        ...eventType,
        segment: segmentName.optional().meta({ description: "Of a schedule: whom it starts" }),
        schedule: scheduleBody.optional().meta({ description: "Of a schedule: when" }),
        enabled: z.boolean().default(true),
        frequency: frequencySchema.optional().meta({
          description: "How often; a schedule may leave it out: each time",
        }),
        subject: subjectSchema.default("contact"),
        filter: filter.default(null),
        ignoreOlderThan: spanSchema.nullable().default(null),
        avoidInProgress: avoidInProgress.default(false),
        includeMachines: includeMachines.default(false),
        forEachMemberOf: forEachMemberOf.nullable().default(null),
      })
      .superRefine((body, check) => {
        for (const [path, message] of startFaults(body)) {
          check.addIssue({ code: "custom", path: [path], message });
        }
      }),
    z.strictObject({
      role: z.literal("stop"),
      ...eventType,
      enabled: z.boolean().default(true),
      match: matchSchema.default("auto"),
      filter: filter.default(null),
      lookBack: spanSchema.nullable().default(null),
    }),
  ])
  .refine(
    (body) =>
      (body.role === "start" && body.source === "schedule") ||
      (body.eventTypeKey === undefined) !== (body.eventTypeId === undefined),
    {
      path: ["eventTypeKey"],
      message: "name the event type by eventTypeKey or by eventTypeId, by one of them",
    },
  )
  .meta({ id: "CreateBinding" });

/** What doesn't go together in a start, by its field. */
function startFaults(body: {
  source: string;
  eventTypeKey?: string | undefined;
  eventTypeId?: string | undefined;
  segment?: string | undefined;
  schedule?: unknown;
  frequency?: unknown;
  subject: string;
  forEachMemberOf: unknown;
  includeMachines: boolean;
}): [string, string][] {
  const faults: [string, string][] = [];
  const ofSchedule = ["segment", "schedule"] as const;
  const ofEvent = ["eventTypeKey", "eventTypeId", "forEachMemberOf"] as const;
  const isRegular = body.source === "schedule";
  for (const field of ofSchedule) {
    if (isRegular && body[field] === undefined) faults.push([field, "a schedule needs it"]);
    if (!isRegular && body[field] !== undefined) faults.push([field, "only a schedule has it"]);
  }
  for (const field of isRegular ? ofEvent : []) {
    if (body[field] != null) faults.push([field, "a schedule raises its own event, of its own"]);
  }
  if (isRegular && body.includeMachines) {
    faults.push(["includeMachines", "no message is behind what a schedule starts"]);
  }
  if (!isRegular && body.frequency === undefined) faults.push(["frequency", "is missing"]);
  if ((isRegular || body.forEachMemberOf !== null) && body.subject !== "contact") {
    faults.push(["subject", "for each member of a segment, the contact is what is counted"]);
  }
  return faults;
}

export const updateBindingBody = z
  .strictObject({
    enabled: z.boolean().optional(),
    filter: filter.optional(),
    frequency: frequencySchema.optional(),
    subject: subjectSchema.optional(),
    ignoreOlderThan: spanSchema.nullable().optional(),
    avoidInProgress: avoidInProgress.optional(),
    includeMachines: includeMachines.optional(),
    forEachMemberOf: forEachMemberOf.nullable().optional(),
    segment: segmentName.optional(),
    schedule: scheduleBody.optional(),
    match: matchSchema.optional(),
    lookBack: spanSchema.nullable().optional(),
  })
  .meta({
    id: "UpdateBinding",
    description: "Event type, source and role stay: make another binding for those",
  });

export const bindingAnswer = z
  .strictObject({
    id: z.guid(),
    role: z.enum(["start", "stop"]),
    source: z.enum(["event", "schedule"]),
    workflow: z.strictObject({ id: z.guid(), name: z.string(), status: z.string() }),
    eventType: z.strictObject({ id: z.guid(), key: z.string(), name: z.string() }),
    enabled: z.boolean(),
    frequency: frequencySchema.nullable(),
    subject: subjectSchema.nullable(),
    filter: z.unknown(),
    ignoreOlderThan: spanSchema.nullable(),
    avoidInProgress: z.boolean(),
    includeMachines: z.boolean(),
    forEachMemberOf: forEachMemberOf.nullable(),
    segment: z.string().nullable().meta({ description: "Of a schedule: whom it starts" }),
    schedule: schedule.nullable().meta({ description: "Of a schedule: when" }),
    match: matchSchema.nullable(),
    lookBack: spanSchema.nullable(),
    words: z
      .string()
      .meta({ description: "What it does, e.g. At most one run per contact in any 24 hours" }),
    createdAt: z.date(),
    updatedAt: z.date(),
  })
  .meta({ id: "Binding" });

export const bindingList = z
  .strictObject({ items: z.array(bindingAnswer) })
  .meta({ id: "BindingList" });

export const describeQuery = z.strictObject({
  bindingId: id
    .optional()
    .meta({ description: "The binding that is being changed: it does not count as there already" }),
});

export const bindingDescription = z
  .strictObject({
    words: bindingAnswer.shape.words,
    faults: z
      .array(z.strictObject({ path: z.string(), message: z.string() }))
      .meta({ description: "What would keep it from being made now, each at its field" }),
  })
  .meta({ id: "BindingDescription" });

export type BindingDescription = z.input<typeof bindingDescription>;
export type CreateBinding = z.output<typeof createBindingBody>;
export type UpdateBinding = z.output<typeof updateBindingBody>;
export type BindingAnswer = z.input<typeof bindingAnswer>;
