import { z } from "zod";
import { count } from "../integers.ts";
import { bindingAnswer, createBindingBody, updateBindingBody } from "./binding.ts";
import { id } from "./fields.ts";
import { changeId } from "./workflow-history.ts";

/** A change of a binding that is thought of: made, changed, deleted, or what was changed undone. */
export const plannedChange = z
  .discriminatedUnion("does", [
    z.strictObject({ does: z.literal("create"), binding: createBindingBody }),
    z.strictObject({ does: z.literal("update"), bindingId: id, change: updateBindingBody }),
    z.strictObject({ does: z.literal("delete"), bindingId: id }),
    z.strictObject({
      does: z.literal("undo"),
      change: changeId,
    }),
  ])
  .meta({ id: "PlannedBindingChange" });

const state = z.strictObject({ enabled: z.boolean(), words: z.string() });

const subjects = z.strictObject({
  count,
  isAtLeast: z.boolean().meta({ description: "There are more: counting stopped" }),
});

export const bindingOutlook = z
  .strictObject({
    role: z.enum(["start", "stop"]),
    source: z.enum(["event", "schedule"]),
    eventType: bindingAnswer.shape.eventType.nullable(),
    isLive: z.boolean().meta({ description: "The workflow is active: it is in force at once" }),
    before: state.nullable().meta({ description: "Null: there is none yet" }),
    after: state.nullable().meta({ description: "Null: there is none any more" }),
    subject: z.enum(["contact", "key"]).nullable().meta({ description: "What is counted below" }),
    changesFrequency: z.boolean(),
    changesFilter: z.boolean(),
    startAgain: subjects.meta({
      description: "Held back by an earlier launch now, and then no longer",
    }),
    wait: subjects.meta({ description: "Could start now, and then wait for their window to end" }),
    isLastStart: z
      .boolean()
      .meta({ description: "No start of the workflow is switched on any more afterwards" }),
    eventsLast7Days: count,
  })
  .meta({ id: "BindingOutlook", description: "What a change of a binding means" });

export type PlannedChange = z.output<typeof plannedChange>;
export type BindingOutlook = z.input<typeof bindingOutlook>;
