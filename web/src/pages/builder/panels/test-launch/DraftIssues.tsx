import { Alert, UnstyledButton } from "@mantine/core";
import type { DraftIssue } from "../../../../api/workflows.ts";
import { blockName } from "../../../../canvas/graph.ts";
import { useBuilder, useDraftState } from "../../builder-context.ts";
import { issueText } from "../../../../forms/issue-text.ts";
import { t } from "../../../../i18n/i18n.ts";
import classes from "./TestLaunch.module.css";

/** What keeps the draft from being launched; each leads to its block. */
export function DraftIssues({ issues }: { issues: readonly DraftIssue[] }) {
  const { kinds, goTo } = useBuilder();
  const blocks = useDraftState(({ definition }) => definition.blocks);
  const title = t("builder-test:issues", { count: issues.length });
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
                  {t("builder-test:issueOf", {
                    name: blockName(kinds, block),
                    issue: issueText(issue, kind),
                  })}
                </UnstyledButton>
              )}
            </li>
          );
        })}
      </ul>
    </Alert>
  );
}
