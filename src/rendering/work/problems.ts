import { problemOf } from "../../domain/template-engine.ts";
import type { Jobs } from "../jobs.ts";

/** The fault of each template in words, or null. */
export function templateProblems({
  templates,
  engine,
}: Jobs["templateProblems"]["input"]): Jobs["templateProblems"]["output"] {
  return templates.map((template) => problemOf(engine, template));
}
