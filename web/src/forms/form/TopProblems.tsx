import { Alert, List } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { sentence } from "../schema/paths.ts";
import { useUnclaimedProblems } from "./problems.tsx";

/** What is wrong with a block and belongs to none of its inputs. */
export function TopProblems() {
  const problems = useUnclaimedProblems();
  if (problems.length === 0) return null;
  const words = problems.map(({ field = "", message }) =>
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
