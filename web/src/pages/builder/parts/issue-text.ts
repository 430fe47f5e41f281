import { capitalized } from "../../../ui/text.ts";
import type { BlockKind } from "../../../api/block-kinds.ts";
import type { DraftIssue } from "../../../api/workflows.ts";
import { labelOf } from "../../../canvas/ports.ts";

/** Whether an issue is about a branch, and not about the setting that has the same name. */
export function isAboutBranch({ field, message }: DraftIssue): boolean {
  return field !== undefined && message.includes(`branch "${field}"`);
}

/** An issue as a sentence, with its field as the form labels it, where that is easily found. */
export function issueText(issue: DraftIssue, kind?: BlockKind): string {
  const { field = "", message } = issue;
  if (isAboutBranch(issue)) {
    return capitalized(
      message
        .replace(`branch "${field}"`, `branch "${labelOf(kind?.branchLabels, field)}"`)
        .replace("has no branch", "It has no branch"),
    );
  }
  const title = kind?.schema.properties?.[field.split(/[.[]/)[0] ?? ""]?.title;
  return title === undefined ? capitalized(message) : `${title}: ${message}`;
}
