import { Alert, List } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { issueText } from "../issue-text.ts";
import { useUnclaimedIssues } from "./issues.tsx";
import { useFormScope } from "./scope.ts";

/** The issues of a block that belong to none of its inputs. */
export function UnclaimedIssues() {
  const issues = useUnclaimedIssues();
  const { kind } = useFormScope();
  if (issues.length === 0) return null;
  const words = issues.map((issue) => issueText(issue, kind));
  return (
    <Alert color="red" variant="light" icon={<IconAlertTriangle />} role="status" p="sm">
      {words.length === 1 ? (
        words[0]
      ) : (
        <List size="sm">
          {words.map((line) => (
            <List.Item key={line}>{line}</List.Item>
          ))}
        </List>
      )}
    </Alert>
  );
}
