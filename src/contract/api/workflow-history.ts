import { z } from "zod";
import { int4 } from "../integers.ts";
import { bindingAnswer } from "./binding.ts";
import { id } from "./fields.ts";
import { pageOf } from "./page.ts";

/** Who did something: a person or an API key. */
export const doer = z
  .strictObject({
    kind: z.enum(["person", "key"]),
    id: z.guid().nullable().meta({ description: "Null: the API key of the environment" }),
    name: z.string().nullable().meta({ description: "Null: deleted since, or it has none" }),
  })
  .meta({ id: "Doer" });

const bindingState = z.strictObject({
  enabled: z.boolean(),
  words: z.string().meta({ description: "E.g. At most one run per contact in any 24 hours" }),
});

const fromTo = z.strictObject({ before: z.string().nullable(), after: z.string().nullable() });

export const historyEntry = z
  .strictObject({
    id: z.string(),
    at: z.date(),
    actor: doer,
    kind: z.enum([
      "created",
      "published",
      "status",
      "binding",
      "stopRules",
      "holdout",
      "goal",
      "name",
    ]),
    version: int4(1).nullable().meta({ description: "The number that was published" }),
    status: fromTo.nullable(),
    name: fromTo.nullable(),
    binding: z
      .strictObject({
        id: z.guid(),
        action: z.enum(["created", "updated", "deleted"]),
        role: z.enum(["start", "stop"]).nullable(),
        source: z.enum(["event", "schedule"]).nullable(),
        eventType: bindingAnswer.shape.eventType.nullable(),
        before: bindingState.nullable(),
        after: bindingState.nullable(),
      })
      .nullable(),
    canUndo: z.boolean(),
  })
  .meta({ id: "WorkflowChange" });

export const historyPage = pageOf(historyEntry).meta({ id: "WorkflowHistory" });

/** Of a row of the audit log: too large for an integer of JSON. */
export const changeId = z
  .string()
  .regex(/^[1-9]\d{0,14}$/, "is not the id of a change")
  .meta({ description: "The id of a change in the workflow's history" });

export const undoParams = z.strictObject({ id, change: changeId });

export const undone = z
  .strictObject({
    binding: bindingAnswer.nullable().meta({ description: "As it is now; null: it is gone" }),
  })
  .meta({ id: "UndoneChange" });

export type Doer = z.input<typeof doer>;
export type HistoryEntry = z.input<typeof historyEntry>;
export type Undone = z.input<typeof undone>;
