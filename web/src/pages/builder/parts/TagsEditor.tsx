import { Button, Group, Stack, TagsInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { workflowTagsQuery } from "../../../api/workflows.ts";
import { useBuilder } from "../builder-context.ts";
import { t } from "../../../i18n/i18n.ts";
import { usePatchWorkflow } from "./use-patch-workflow.ts";

/** Tags that other workflows have, or new ones. The list opens away from the button. */
export function TagsEditor({ onDone }: { onDone(): void }) {
  const { workflow } = useBuilder();
  const { mutate } = usePatchWorkflow(workflow.id);
  const { data: existing = [] } = useQuery(workflowTagsQuery);
  return (
    <Stack gap="xs">
      <TagsInput
        label={t("builder:tags.label")}
        description={t("builder:tags.hint")}
        data={existing.map(({ tag }) => tag)}
        value={workflow.tags}
        maxTags={20}
        data-autofocus
        openOnFocus={false}
        maxDropdownHeight={180}
        // Inside of the popover, or a click on it would close that; below the buttons, or it would hide them.
        comboboxProps={{ withinPortal: false, position: "bottom-start", offset: 52 }}
        onChange={(next) =>
          mutate({ tags: next.map((tag) => tag.trim().slice(0, 50)).filter(Boolean) })
        }
      />
      <Group justify="flex-end">
        <Button size="compact-sm" variant="default" onClick={onDone}>
          {t("ui:done")}
        </Button>
      </Group>
    </Stack>
  );
}
