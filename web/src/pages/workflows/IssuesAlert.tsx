import { Alert, Button, List, Stack, Text } from "@mantine/core";
import type { Workflow } from "../../api/workflows.ts";
import { t } from "../../i18n/i18n.ts";
import { useIssueSentence } from "./use-issue-sentence.ts";

interface Props {
  workflow: Pick<Workflow, "draft" | "problems">;
  consequence: string;
  onShowIssues(): void;
}

const maxShown = 3;

/** How many issues a draft has, the first of them, and a link to all. */
export function IssuesAlert({ workflow, consequence, onShowIssues }: Props) {
  const sentence = useIssueSentence(workflow);
  const { problems: issues } = workflow;
  const count = issues.length;
  return (
    <Alert color="yellow" variant="outline" role="alert">
      <Stack gap="xs" align="flex-start">
        <Text size="sm" fw={600}>
          {t("workflows:issues.count", { count })} {consequence}
        </Text>
        <List size="sm">
          {issues.slice(0, maxShown).map((issue) => (
            <List.Item key={JSON.stringify(issue)}>{sentence(issue)}</List.Item>
          ))}
        </List>
        <Button size="xs" variant="default" onClick={onShowIssues}>
          {count > maxShown ? t("workflows:issues.all", { count }) : t("workflows:issues.where")}
        </Button>
      </Stack>
    </Alert>
  );
}
