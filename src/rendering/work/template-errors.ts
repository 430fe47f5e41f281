import { errorOf } from "../../domain/template-engine.ts";
import type { Jobs } from "../jobs.ts";

/** The fault of each template in words, or null. */
export function templateErrors({
  templates,
  engine,
}: Jobs["templateProblems"]["input"]): Jobs["templateProblems"]["output"] {
  return templates.map((template) => errorOf(engine, template));
}
