import { Alert, UnstyledButton } from "@mantine/core";
import type { DraftIssue } from "../../../../api/workflows.ts";
import { blockName } from "../../../../canvas/graph.ts";
import { useBuilder, useDraftState } from "../../builder-context.ts";
import { issueText } from "../../parts/issue-text.ts";
import classes from "./TestLaunch.module.css";

/** What keeps the draft from being launched; each leads to its block. */
export function DraftIssues({ issues }: { issues: readonly DraftIssue[] }) {
  const { kinds, goTo } = useBuilder();
  const blocks = useDraftState(({ definition }) => definition.blocks);
  const title = issues.length === 1 ? "The draft has an issue" : "The draft has issues";
  return (
    <Alert color="yellow" variant="outline" title={title} classNames={{ title: classes["title"] }}>
      <ul className={classes["list"]}>
        {issues.map((issue) => {
          const block = blocks.find(({ id }) => id === issue.block);
          const kind = block && kinds.get(block.kind);
          return (
            <li key={`${issue.block} ${issue.field} ${issue.message}`}>
              {block === undefined ? (
                issueText(issue)
              ) : (
                <UnstyledButton
                  className={classes["jump"]}
                  onClick={() => goTo(block.id, issue.field)}
                >
                  {blockName(kinds, block)}: {issueText(issue, kind)}
                </UnstyledButton>
              )}
            </li>
          );
        })}
      </ul>
    </Alert>
  );
}
