import { Button, Group } from "@mantine/core";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import { memo, useEffect, useRef } from "react";
import type { CanvasBlock } from "../../../api/workflows.ts";
import { blockName, isStart } from "../../../canvas/graph.ts";
import { KindIcon } from "../../../canvas/KindIcon.tsx";
import { useBuilder } from "../builder-context.ts";
import { outletAfter } from "../commands/insert.ts";
import { apiWords } from "../../../i18n/api-words.ts";
import { t } from "../../../i18n/i18n.ts";
import classes from "./Outline.module.css";
import { BranchesEditor } from "./BranchesEditor.tsx";
import { BranchLines } from "./BranchLines.tsx";

interface Props {
  block: CanvasBlock;
  isSelected: boolean;
  issues: number;
}

/** A block in the list. The selected one shows what can be done with it. */
export const OutlineRow = memo(function OutlineRow({ block, isSelected, issues }: Props) {
  const { workflow, kinds, store, actions, canEdit, requestInsert, goTo } = useBuilder();
  const { id } = block;
  const row = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (isSelected) row.current?.scrollIntoView({ block: "nearest" });
  }, [isSelected]);
  const name = blockName(kinds, block);
  const summary = workflow.summaries[id];
  const outlet = outletAfter(store.getState().definition, kinds, id);
  return (
    <li ref={row} className={classes["row"]} data-selected={isSelected}>
      <button
        type="button"
        className={classes["block"]}
        aria-current={isSelected || undefined}
        data-outline-block={id}
        onClick={() => goTo(id)}
      >
        <KindIcon kind={block.kind} group={kinds.get(block.kind)?.group} />
        <span className={classes["text"]}>
          <span className={classes["name"]}>{name}</span>
          <span className={classes["summary"]}>
            {summary === undefined
              ? (kinds.get(block.kind)?.label ?? block.kind)
              : apiWords(summary)}
          </span>
        </span>
        {issues > 0 && (
          <span className={classes["issues"]}>{t("builder:tools.issues", { count: issues })}</span>
        )}
      </button>
      {!isSelected && <BranchLines block={block} />}
      {isSelected && (
        <div className={classes["tools"]}>
          <BranchesEditor block={block} />
          {canEdit && (
            <Group gap={6} mt="xs">
              {outlet !== null && (
                <Button
                  size="compact-xs"
                  variant="default"
                  leftSection={<IconPlus size={13} aria-hidden />}
                  onClick={() => requestInsert({ outlet })}
                >
                  {t("builder-panels:outline.addAfter")}
                </Button>
              )}
              {!isStart(kinds, block) && (
                <Button
                  size="compact-xs"
                  variant="default"
                  leftSection={<IconTrash size={13} aria-hidden />}
                  onClick={() => actions.remove([id])}
                >
                  {t("builder-panels:outline.delete")}
                </Button>
              )}
            </Group>
          )}
        </div>
      )}
    </li>
  );
});
