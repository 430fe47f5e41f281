import { z } from "zod";
import { maxHops } from "../domain/hops.ts";
import { sayBlock } from "../domain/sentences/block-sentences.ts";
import { sayVisit } from "../domain/sentences/visit-sentences.ts";
import { defineBlock } from "./block.ts";

const schema = z.strictObject({
  workflowId: z.guid().optional().meta({ title: "Workflow", widget: "workflow" }),
});

/** An id means nothing elsewhere: a file names what is started. */
const inFile = schema
  .extend({
    workflow: z.string().trim().min(1).max(200).optional().meta({
      description: "By its name: one of the same file, or one that is there",
    }),
  })
  .refine(({ workflow, workflowId }) => workflow === undefined || workflowId === undefined, {
    path: ["workflow"],
    message: "name the workflow by workflow or by workflowId, by one of them",
  });

export const startWorkflow = defineBlock({
  kind: "startWorkflow",
  label: "Start workflow",
  description: "Starts a run of another workflow for the same contact; this one goes on.",
  group: "events",
  schema,
  inFile,
  example: { workflowId: "01890a5d-ac96-774b-bcce-b302099a8057" },
  role: "step",
  place: "database",
  branches: ["next"],
  summary: () => sayBlock("startWorkflow"),
  issues: ({ workflowId }) =>
    workflowId === undefined ? [{ field: "workflowId", message: "choose a workflow" }] : [],
  perform: async ({ workflowId = "" }, context) => {
    const started = await context.events.startWorkflow(workflowId);
    if (started.outcome === "started") {
      const data = { runId: started.runId };
      return { branch: "next", launches: true, note: sayVisit("started"), data };
    }
    return { branch: "next", note: sayVisit("notStarted", { why: reasons[started.outcome] }) };
  },
});

const reasons = {
  not_active: sayVisit("workflowNotActive"),
  held_out: sayVisit("heldOutOfIt"),
  loop: sayVisit("inCircle", { hops: maxHops }),
};
