import { Alert, Button, List, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { blockKindsQuery } from "../../api/block-kinds.ts";
import type { Workflow } from "../../api/workflows.ts";
import { blockName } from "../../canvas/graph.ts";
import { t } from "../../i18n/i18n.ts";

interface Props {
  workflow: Pick<Workflow, "draft" | "problems">;
  consequence: string;
  onShowIssues(): void;
}

const maxShown = 3;

/** How many issues a draft has, the first of them, and a link to all. */
export function IssuesAlert({ workflow, consequence, onShowIssues }: Props) {
  const { data: kinds = new Map() } = useQuery(blockKindsQuery);
  const { draft, problems: issues } = workflow;
  const nameOf = (id: string) => {
    const block = draft.blocks.find((one) => one.id === id);
    return block === undefined ? id : blockName(kinds, block);
  };
  const count = issues.length;
  return (
    <Alert color="yellow" variant="outline" role="alert">
      <Stack gap="xs" align="flex-start">
        <Text size="sm" fw={600}>
          {t("workflows:issues.count", { count })} {consequence}
        </Text>
        <List size="sm">
          {issues.slice(0, maxShown).map(({ block, field, message }) => (
            <List.Item key={`${block} ${field} ${message}`}>
              {block === undefined ? message : `${nameOf(block)}: ${message}`}
            </List.Item>
          ))}
        </List>
        <Button size="xs" variant="default" onClick={onShowIssues}>
          {count > maxShown ? t("workflows:issues.all", { count }) : t("workflows:issues.where")}
        </Button>
      </Stack>
    </Alert>
  );
}
