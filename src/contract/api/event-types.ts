import { z } from "zod";
import { eventCategories, eventCategoryValues } from "../event-categories.ts";
import { count } from "../integers.ts";
import { eventTypeKey } from "./event.ts";
import { seenValue } from "./fact-paths.ts";
import { title } from "./fields.ts";
import { pageQuery } from "./page.ts";
import { workflowStatuses } from "./workflow.ts";

const category = z.enum(eventCategoryValues).meta({
  id: "EventCategory",
  description: Object.entries(eventCategories)
    .map(([value, name]) => `${value}: ${name}`)
    .join("; "),
});
const description = z.string().trim().max(2_000);

const validation = z
  .array(z.strictObject({ name: z.string().min(1).max(100), required: z.boolean() }))
  .min(1, "must have at least one param; null asks for nothing")
  .max(100)
  .refine((rules) => new Set(rules.map(({ name }) => name)).size === rules.length, {
    message: "names a param twice",
  })
  .nullable()
  .meta({
    id: "EventValidation",
    description:
      "The params that its events have. One sent to the API without a required one (absent or null) is " +
      "refused; names are compared exactly. null: anything goes",
  });

export const newEventType = z
  .strictObject({
    key: eventTypeKey.meta({ description: "What events name it by; it never changes" }),
    name: title(200).optional().meta({ description: "By default the key" }),
    description: description.default(""),
    category: category.default("other"),
    validation: validation.default(null),
  })
  .meta({ id: "NewEventType" });

export const eventTypeChange = z
  .strictObject({
    name: title(200).optional(),
    description: description.optional(),
    category: category.optional(),
    validation: validation.optional(),
  })
  .refine((change) => Object.keys(change).length > 0, "must change something")
  .meta({ minProperties: 1, id: "EventTypeChange" });

const source = z
  .enum(["manual", "api", "system"])
  .meta({ description: "api: registered by the first event with its key" });

export const eventTypesQuery = pageQuery.extend({
  search: z.string().max(200).optional().meta({ description: "In the key or the name" }),
  category: category.optional(),
  source: source.optional(),
  dependency: z.enum(["start", "stop", "none"]).optional().meta({
    description: "Those that start or stop a workflow, or neither; archived workflows don't count",
  }),
  sort: z.enum(["key", "lastEventAt"]).default("key").meta({
    description: "lastEventAt: the latest first; what comes in meanwhile moves nothing",
  }),
});

const linked = z.strictObject({
  workflowId: z.guid(),
  workflowName: z.string(),
  status: z.enum(workflowStatuses),
  bindingId: z.guid(),
  enabled: z.boolean(),
});
const role = z.enum(["start", "stop"]);

export const eventType = z
  .strictObject({
    id: z.guid(),
    key: z.string(),
    name: z.string(),
    description: z.string(),
    category,
    source,
    validation,
    createdAt: z.date(),
    updatedAt: z.date(),
    startedWorkflows: count.meta({ description: "Not counting archived ones" }),
    stoppedWorkflows: count.meta({ description: "Not counting archived ones" }),
    lastEventAt: z.date().nullable(),
    links: z
      .array(linked.extend({ role }))
      .meta({ description: "To workflows that are not archived, by their name, up to 20" }),
    linkCount: count.meta({ description: "All of these links" }),
    eventsPerDay: z.array(count).meta({
      description:
        "On the last 14 days (UTC), the oldest first. The latest minutes are counted up to 10,000",
    }),
  })
  .meta({ id: "EventType" });

const dependency = linked.extend({
  words: z.string().meta({ description: "What the link does" }),
  runsLast7Days: count.meta({ description: "Of the workflow, counted up to 10,000" }),
  lastRunAt: z.date().nullable().meta({ description: "Of the workflow" }),
});

export const eventTypeDependencies = z
  .strictObject({
    starts: z.array(
      dependency.extend({ frequency: z.string().meta({ description: "How often, in words" }) }),
    ),
    stops: z.array(dependency),
  })
  .meta({ id: "EventTypeDependencies" });

export const eventTypeConsequences = z
  .strictObject({
    canDelete: z.boolean(),
    why: z.string().nullable().meta({ description: "Why not; null where it can be deleted" }),
    events: count.meta({
      description: "Its events, which stay in the history under its old name; up to mostCounted",
    }),
    mostCounted: count,
    bindings: z
      .array(linked.omit({ enabled: true }).extend({ role }))
      .meta({ description: "What is linked to it, archived workflows too" }),
    waiting: z
      .array(
        z.strictObject({
          workflowId: z.guid(),
          workflowName: z.string(),
          isCurrent: z
            .boolean()
            .meta({ description: "The version that new runs get waits for it" }),
          runs: count.meta({ description: "That wait for it now" }),
        }),
      )
      .meta({ description: "Workflows with a block that waits or watches for it" }),
  })
  .meta({ id: "EventTypeConsequences" });

export const eventTypeParams = z
  .strictObject({
    events: count.meta({ description: "How many events were looked at, the newest 500 at most" }),
    params: z.array(seenValue),
  })
  .meta({ id: "EventTypeParams" });

export type EventTypesQuery = z.output<typeof eventTypesQuery>;
export type EventTypeAnswer = z.input<typeof eventType>;
export type Dependencies = z.input<typeof eventTypeDependencies>;
export type Consequences = z.input<typeof eventTypeConsequences>;
export type EventTypeParams = z.input<typeof eventTypeParams>;
