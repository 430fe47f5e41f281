import type { TemplateEngine } from "./message-content.ts";
import { templateError } from "./template.ts";
import { velocityError } from "./velocity.ts";
import { withTags } from "./velocity-facts.ts";

/** A fault of a template in its language, in words, or null. */
export function errorOf(engine: TemplateEngine | undefined, template: string): string | null {
  return engine === "velocity" ? velocityError(withTags(template)) : templateError(template);
}
