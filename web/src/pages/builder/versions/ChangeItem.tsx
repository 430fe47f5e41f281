import { Button, Group, Text } from "@mantine/core";
import type { Change } from "../../../api/workflow-history.ts";
import { t } from "../../../i18n/i18n.ts";
import { ByWhom } from "./ByWhom.tsx";
import { changeText } from "./change-text.ts";
import classes from "./Versions.module.css";

interface Props {
  change: Change;
  canEdit: boolean;
  onUndo(): void;
}

/** Something that was changed between two versions: in words, by whom, and the way back. */
export function ChangeItem({ change, canEdit, onUndo }: Props) {
  const { before, after } = change.binding ?? {};
  const isReworded = before != null && after != null && before.words !== after.words;
  return (
    <li className={classes["change"]}>
      <Group justify="space-between" wrap="nowrap" align="flex-start" gap="xs">
        <Text size="sm">{changeText(change)}</Text>
        {canEdit && change.canUndo && (
          <Button
            size="compact-xs"
            variant="default"
            aria-label={`${t("workflow-history:history.undo")}: ${changeText(change)}`}
            onClick={onUndo}
          >
            {t("workflow-history:history.undo")}
          </Button>
        )}
      </Group>
      {isReworded && (
        <div className={classes["settings"]}>
          <del>{before.words}</del>
          <span aria-hidden> → </span>
          <ins>{after.words}</ins>
        </div>
      )}
      <ByWhom actor={change.actor} at={change.at} />
    </li>
  );
}
