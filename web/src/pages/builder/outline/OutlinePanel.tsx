import { Text } from "@mantine/core";
import { useMemo } from "react";
import { useBuilder, useDraftState } from "../builder-context.ts";
import { inOrder } from "../commands/order.ts";
import { PanelFrame } from "../parts/PanelFrame.tsx";
import { t } from "../../../i18n/i18n.ts";
import { OutlineRow } from "./OutlineRow.tsx";
import classes from "./Outline.module.css";

/** The blocks as a list, in the order in which a run meets them: all that the canvas can, without it. */
export function OutlinePanel({ onClose }: { onClose(): void }) {
  const { workflow, kinds } = useBuilder();
  const definition = useDraftState((draft) => draft.definition);
  const selected = useDraftState(({ selection }) => selection.blocks);
  const blocks = useMemo(() => inOrder(definition, kinds), [definition, kinds]);
  const counts = new Map<string, number>();
  for (const { block } of workflow.problems) {
    if (block !== undefined) counts.set(block, (counts.get(block) ?? 0) + 1);
  }
  return (
    <PanelFrame title={t("builder:outline.title")} onClose={onClose}>
      {blocks.length === 0 && <Text size="sm">{t("builder-panels:outline.none")}</Text>}
      <ol className={classes["list"]} aria-label={t("builder-panels:outline.label")}>
        {blocks.map((block) => (
          <OutlineRow
            key={block.id}
            block={block}
            isSelected={selected.length === 1 && selected[0] === block.id}
            issues={counts.get(block.id) ?? 0}
          />
        ))}
      </ol>
    </PanelFrame>
  );
}
