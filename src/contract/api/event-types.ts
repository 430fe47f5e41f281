import { z } from "zod";
import { eventCategories, eventCategoryValues } from "../event-categories.ts";
import { eventTypeKey } from "./event.ts";
import { title } from "./fields.ts";
import { pageQuery } from "./page.ts";

const category = z.enum(eventCategoryValues).meta({
  id: "EventCategory",
  description: Object.entries(eventCategories)
    .map(([value, name]) => `${value}: ${name}`)
    .join("; "),
});
const description = z.string().trim().max(2_000);

export const newEventType = z
  .strictObject({
    key: eventTypeKey.meta({ description: "What events name it by; it never changes" }),
    name: title(200).optional().meta({ description: "By default the key" }),
    description: description.default(""),
    category: category.default("other"),
  })
  .meta({ id: "NewEventType" });

export const eventTypeChange = z
  .strictObject({
    name: title(200).optional(),
    description: description.optional(),
    category: category.optional(),
  })
  .refine((change) => Object.keys(change).length > 0, "must change something")
  .meta({ id: "EventTypeChange" });

export const eventTypesQuery = pageQuery.extend({
  search: z.string().max(200).optional().meta({ description: "In the key or the name" }),
  category: category.optional(),
});

export const eventType = z
  .strictObject({
    id: z.guid(),
    key: z.string(),
    name: z.string(),
    description: z.string(),
    category,
    source: z
      .enum(["manual", "api", "system"])
      .meta({ description: "api: registered by the first event with its key" }),
    createdAt: z.date(),
    updatedAt: z.date(),
    startedWorkflows: z.int().meta({ description: "Not counting archived ones" }),
    stoppedWorkflows: z.int().meta({ description: "Not counting archived ones" }),
    lastEventAt: z.date().nullable(),
  })
  .meta({ id: "EventType" });

const linked = z.strictObject({
  workflowId: z.guid(),
  workflowName: z.string(),
  status: z.enum(["draft", "active", "paused", "archived"]),
  bindingId: z.guid(),
  enabled: z.boolean(),
});

export const eventTypeDependencies = z
  .strictObject({
    starts: z.array(
      linked.extend({ frequency: z.string().meta({ description: "How often, in words" }) }),
    ),
    stops: z.array(linked),
  })
  .meta({ id: "EventTypeDependencies" });
