import { Button, Stack, Text } from "@mantine/core";
import { IconCopyPlus, IconTrash } from "@tabler/icons-react";
import { useBuilder } from "../builder-context.ts";
import { PanelFrame } from "../parts/PanelFrame.tsx";
import { t } from "../../../i18n/i18n.ts";

/** Several blocks at once. */
export function SelectionPanel({ ids, onClose }: { ids: readonly string[]; onClose(): void }) {
  const { actions, canEdit } = useBuilder();
  return (
    <PanelFrame
      title={t("builder-panels:selection.count", { count: ids.length })}
      onClose={onClose}
    >
      <Stack gap="xs" align="flex-start">
        <Text size="sm">{t("builder-panels:selection.hint")}</Text>
        {canEdit && (
          <>
            <Button
              variant="default"
              size="xs"
              leftSection={<IconCopyPlus size={15} aria-hidden />}
              onClick={() => actions.duplicate(ids)}
            >
              {t("builder-panels:selection.duplicate")}
            </Button>
            <Button
              color="red.8"
              size="xs"
              leftSection={<IconTrash size={15} aria-hidden />}
              onClick={() => actions.remove(ids)}
            >
              {t("builder-panels:selection.delete")}
            </Button>
          </>
        )}
      </Stack>
    </PanelFrame>
  );
}
