import type { TemplateEngine } from "./message-content.ts";
import { templateProblem } from "./template.ts";
import { velocityProblem } from "./velocity.ts";
import { withTags } from "./velocity-facts.ts";

/** A fault of a template in its language, in words, or null. */
export function problemOf(engine: TemplateEngine | undefined, template: string): string | null {
  return engine === "velocity" ? velocityProblem(withTags(template)) : templateProblem(template);
}
