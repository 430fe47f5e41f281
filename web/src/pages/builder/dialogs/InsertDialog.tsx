import { Modal } from "@mantine/core";
import { blockName } from "../../../canvas/graph.ts";
import { labelOf } from "../../../canvas/ports.ts";
import type { Asked } from "../builder-context.ts";
import { useBuilder } from "../builder-context.ts";
import { KindList } from "../parts/KindList.tsx";

/** "Which block comes here?" */
export function InsertDialog({ asked, onClose }: { asked: Asked | null; onClose(): void }) {
  const { store, kinds, actions, goTo } = useBuilder();
  const way = asked?.way ?? null;
  const { definition } = store.getState();
  const source = definition.blocks.find(({ id }) => id === way?.from);
  const label =
    way === null || way.branch === "next" || source === undefined
      ? ""
      : ` (${labelOf(kinds.get(source.kind)?.branchLabels, way.branch)})`;
  const title =
    source === undefined ? "Add a block" : `Add behind ${blockName(kinds, source)}${label}`;
  return (
    <Modal opened={asked !== null} onClose={onClose} title={title} size="md">
      <KindList
        isWordy
        isFirst
        onChoose={(kind) => {
          const id = actions.add(kind, way, asked?.at);
          onClose();
          if (id !== null) goTo(id);
        }}
      />
    </Modal>
  );
}
