import { useQuery } from "@tanstack/react-query";
import type { BlockKind } from "../../api/block-kinds.ts";
import { blockKindsQuery } from "../../api/block-kinds.ts";
import type { DraftIssue, Workflow } from "../../api/workflows.ts";
import { blockName } from "../../canvas/graph.ts";
import { issueText } from "../../forms/issue-text.ts";
import { t } from "../../i18n/i18n.ts";

/** An issue of a draft as a sentence, with its block and its setting by the names that the pages give them. */
export function useIssueSentence({
  draft,
}: Pick<Workflow, "draft">): (issue: DraftIssue) => string {
  const { data: kinds = new Map<string, BlockKind>() } = useQuery(blockKindsQuery);
  return (issue) => {
    const block = draft.blocks.find(({ id }) => id === issue.block);
    if (block === undefined) return issueText(issue);
    const words = issueText(issue, kinds.get(block.kind));
    return t("issues:of", { block: blockName(kinds, block), words });
  };
}
