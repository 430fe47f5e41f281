import { Modal } from "@mantine/core";
import type { CanvasBlock } from "../../../api/workflows.ts";
import { blockName } from "../../../canvas/graph.ts";
import type { Kinds } from "../../../canvas/graph.ts";
import { labelOf } from "../../../canvas/ports.ts";
import type { InsertRequest } from "../builder-context.ts";
import { useBuilder } from "../builder-context.ts";
import { KindList } from "../parts/KindList.tsx";
import { t } from "../../../i18n/i18n.ts";

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
  const title =
    outlet === null || source === undefined
      ? t("builder-panels:insert.title")
      : titleAfter(kinds, source, outlet.branch);
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

function titleAfter(kinds: Kinds, source: CanvasBlock, branch: string): string {
  const name = blockName(kinds, source);
  if (branch === "next") return t("builder-panels:insert.after", { name });
  const label = labelOf(kinds.get(source.kind)?.branchLabels, branch);
  return t("builder-panels:insert.afterBranch", { name, branch: label });
}
