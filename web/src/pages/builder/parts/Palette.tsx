import { Text } from "@mantine/core";
import { IconLayoutSidebarLeftCollapse } from "@tabler/icons-react";
import { useBuilder } from "../builder-context.ts";
import { t } from "../../../i18n/i18n.ts";
import { KindList } from "./KindList.tsx";
import { PanelFrame } from "./PanelFrame.tsx";
import { ToolButton } from "./ToolButton.tsx";

/** Blocks to drag onto the canvas; a click or Enter adds one behind the selected block. */
export function Palette({ onClose, onHide }: { onClose?: () => void; onHide?: () => void }) {
  const { actions, goTo } = useBuilder();
  const add = (kind: string) => {
    const id = actions.add(kind, actions.outletAfterSelection());
    if (id !== null) goTo(id);
    onClose?.();
  };
  return (
    <PanelFrame
      title={t("builder:tools.blocks")}
      onClose={onClose}
      actions={
        onHide && (
          <ToolButton
            label={t("builder:palette.hide")}
            icon={IconLayoutSidebarLeftCollapse}
            onClick={onHide}
          />
        )
      }
    >
      <Text size="xs" mb="xs" c="light-dark(#545c69, #a9b1bd)">
        {t("builder:palette.hint")}
      </Text>
      <KindList onChoose={add} isDraggable={onClose === undefined} />
    </PanelFrame>
  );
}
