import type { Workflow } from "../../api/workflows.ts";
import { startsOf } from "./starts-of.ts";

export type Step =
  | "build"
  | "trigger"
  | "startsOff"
  | "noStart"
  | "publish"
  | "activate"
  | "resume"
  | "try";

type Judged = Pick<
  Workflow,
  "status" | "problems" | "live" | "launchConditions" | "runs" | "waiting"
>;

/** What is to be done next of building, linking a trigger, publishing, activating, trying; null: nothing. */
export function nextStep(workflow: Judged): Step | null {
  const { status, problems, live, runs, waiting } = workflow;
  if (status === "archived") return null;
  const starts = startsOf(workflow);
  if (status === "active") {
    if (starts !== "on") return starts === "off" ? "startsOff" : "noStart";
    return runs.last7Days === 0 && waiting === 0 ? "try" : null;
  }
  if (live === null && problems.length > 0) return "build";
  if (starts === "none") return "trigger";
  if (starts === "off") return "startsOff";
  if (status === "paused") return "resume";
  return live === null ? "publish" : "activate";
}
