import { Alert, List } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { sentence } from "../schema/paths.ts";
import { useUnclaimedIssues } from "./issues.tsx";

/** The issues of a block that belong to none of its inputs. */
export function UnclaimedIssues() {
  const issues = useUnclaimedIssues();
  if (issues.length === 0) return null;
  const words = issues.map(({ field = "", message }) =>
    field === "" ? sentence(message) : `${field}: ${message}`,
  );
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
