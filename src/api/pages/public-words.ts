import type { Request } from "express";
import type { Wording } from "../../domain/page-words/page-words.ts";
import { wordsIn } from "../../domain/page-words/page-words.ts";
import type { Workspace } from "../../domain/workspace.ts";

/**
 * The words for somebody who reads a page.
 * @param known tags such as uk-UA of what is known of them, what is nearest first; then it is what
 *   their browser asks for, and at last the account's own
 */
export function wordsFor(
  request: Request,
  known: readonly (string | null)[],
  { language, brand }: Pick<Workspace, "language" | "brand">,
): Wording {
  return wordsIn([...known, ...request.acceptsLanguages(), language], brand.texts);
}
