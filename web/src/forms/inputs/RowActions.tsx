import { ActionIcon, Group } from "@mantine/core";
import { IconArrowDown, IconArrowUp, IconTrash } from "@tabler/icons-react";
import { t } from "../../i18n/i18n.ts";

interface Props {
  /** What the row is called, for example "branch A". */
  what: string;
  index: number;
  count: number;
  onMove?(by: -1 | 1): void;
  onRemove(): void;
}

/** Moves a row up or down, or takes it away. */
export function RowActions({ what, index, count, onMove, onRemove }: Props) {
  const shared = { variant: "subtle", color: "gray", size: "sm" } as const;
  return (
    <Group gap={2} wrap="nowrap">
      {onMove !== undefined && count > 1 && (
        <>
          <ActionIcon
            {...shared}
            aria-label={t("inputs:moveUp", { what })}
            disabled={index === 0}
            onClick={() => onMove(-1)}
          >
            <IconArrowUp size={14} aria-hidden />
          </ActionIcon>
          <ActionIcon
            {...shared}
            aria-label={t("inputs:moveDown", { what })}
            disabled={index === count - 1}
            onClick={() => onMove(1)}
          >
            <IconArrowDown size={14} aria-hidden />
          </ActionIcon>
        </>
      )}
      <ActionIcon {...shared} aria-label={t("inputs:remove", { what })} onClick={onRemove}>
        <IconTrash size={14} aria-hidden />
      </ActionIcon>
    </Group>
  );
}
