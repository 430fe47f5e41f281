import { AppError } from "../../contract/errors.ts";
import type { ContentSource } from "../../domain/message-content.ts";
import type { Renderer } from "../../rendering/renderer.ts";

/**
 * A stored template is whole: it has a subject and content, and its Liquid and MJML can be read.
 * Partials need not be there before it is published.
 * @throws AppError `invalid` with every fault; LimitExceeded
 */
export async function requireSound(renderer: Renderer, source: ContentSource): Promise<void> {
  const problems = await renderer.run("contentProblems", { source });
  if (problems.length === 0) return;
  const faults = problems.map(({ field, message }) => ({ path: `content.${field}`, message }));
  throw new AppError("invalid", "the content has faults", { faults });
}
