import { Alert, List } from "@mantine/core";
import type { BlockKind } from "../../../api/block-kinds.ts";
import type { DraftIssue } from "../../../api/workflows.ts";
import { issueText } from "../../../forms/issue-text.ts";
import classes from "./IssuesPanel.module.css";

interface Props {
  issues: readonly DraftIssue[];
  kind: BlockKind | undefined;
}

/** Issues of a block's branches: they have no input in the form, but one in the list of branches below it. */
export function BranchIssues({ issues, kind }: Props) {
  if (issues.length === 0) return null;
  return (
    <Alert color="red" variant="light" p="xs" className={classes["whole"]}>
      <List size="sm" listStyleType="none" spacing={2}>
        {issues.map((issue) => (
          <List.Item key={issue.field}>{issueText(issue, kind)}</List.Item>
        ))}
      </List>
    </Alert>
  );
}
