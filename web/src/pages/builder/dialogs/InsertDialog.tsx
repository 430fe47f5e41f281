import { Modal } from "@mantine/core";
import { blockName } from "../../../canvas/graph.ts";
import { labelOf } from "../../../canvas/ports.ts";
import type { InsertRequest } from "../builder-context.ts";
import { useBuilder } from "../builder-context.ts";
import { KindList } from "../parts/KindList.tsx";

/** "Which block comes here?" */
export function InsertDialog({
  insertRequest,
  onClose,
}: {
  insertRequest: InsertRequest | null;
  onClose(): void;
}) {
  const { store, kinds, actions, goTo } = useBuilder();
  const outlet = insertRequest?.outlet ?? null;
  const { definition } = store.getState();
  const source = definition.blocks.find(({ id }) => id === outlet?.from);
  const label =
    outlet === null || outlet.branch === "next" || source === undefined
      ? ""
      : ` (${labelOf(kinds.get(source.kind)?.branchLabels, outlet.branch)})`;
  const title =
    source === undefined ? "Add a block" : `Add after ${blockName(kinds, source)}${label}`;
  return (
    <Modal opened={insertRequest !== null} onClose={onClose} title={title} size="md">
      <KindList
        isWordy
        isFirst
        onChoose={(kind) => {
          const id = actions.add(kind, outlet, insertRequest?.at);
          onClose();
          if (id !== null) goTo(id);
        }}
      />
    </Modal>
  );
}
