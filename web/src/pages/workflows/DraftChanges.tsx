import { List, Stack, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { blockKindsQuery } from "../../api/block-kinds.ts";
import type { Workflow } from "../../api/workflows.ts";
import { t } from "../../i18n/i18n.ts";
import { changeLines } from "./change-lines.ts";
import { useDifference } from "./use-difference.ts";

/** What the draft changes: how many blocks, and which. */
export function DraftChanges({ workflow }: { workflow: Workflow }) {
  const draft = useDifference(workflow);
  const { data: kinds } = useQuery(blockKindsQuery);
  if (draft.is === "unknown") return null;
  const lines =
    draft.is === "changed" ? changeLines(draft.difference, workflow.draft, kinds ?? new Map()) : [];
  return (
    <Stack gap="xs" component="section">
      <Title order={3} size="h5">
        {t("workflow-review:changes.title")}
      </Title>
      {draft.is === "unpublished" && (
        <Text size="sm">
          {t("workflow-review:changes.first", { count: workflow.draft.blocks.length })}
        </Text>
      )}
      {draft.is === "published" && (
        <Text size="sm">
          {t("workflow-review:changes.same", { version: workflow.currentVersion })}
        </Text>
      )}
      {lines.length > 0 && (
        <List size="sm">
          {lines.map((line) => (
            <List.Item key={line}>{line}</List.Item>
          ))}
        </List>
      )}
    </Stack>
  );
}
