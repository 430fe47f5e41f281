import { z } from "zod";
import { maxHops } from "../domain/hops.ts";
import { sayBlock } from "../domain/sentences/block-sentences.ts";
import { sayVisit } from "../domain/sentences/visit-sentences.ts";
import { defineBlock } from "./block.ts";

const schema = z.strictObject({
  workflowId: z.guid().optional().meta({ title: "Workflow", widget: "workflow" }),
});

export const startWorkflow = defineBlock({
  kind: "startWorkflow",
  label: "Start workflow",
  description: "Starts a run of another workflow for the same contact; this one goes on.",
  group: "events",
  schema,
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
