import { Select } from "@mantine/core";
import { useState } from "react";
import type { CanvasBlock } from "../../../api/workflows.ts";
import type { Outlet } from "../../../canvas/graph.ts";
import { blockName } from "../../../canvas/graph.ts";
import { useBuilder, useDraftState } from "../builder-context.ts";
import { targetsOf } from "../commands/connect.ts";
import { inOrder } from "../commands/order.ts";
import { t } from "../../../i18n/i18n.ts";

interface Props {
  outlet: Outlet;
  label: string;
  to: CanvasBlock | undefined;
  /** A branch that its block's settings no longer name can only be disconnected. */
  isLost: boolean;
}

/** Which block a branch leads to. The possible targets are computed when the list is opened. */
export function BranchTargetSelect({ outlet, label, to, isLost }: Props) {
  const { store, kinds, actions } = useBuilder();
  const [targets, setTargets] = useState<CanvasBlock[]>([]);
  const count = useDraftState(({ definition }) => definition.blocks.length);
  const look = () => {
    const { definition } = store.getState();
    const allowed = targetsOf(definition, kinds, outlet);
    setTargets(isLost ? [] : inOrder(definition, kinds).filter(({ id }) => allowed.has(id)));
  };
  const options = to === undefined || targets.includes(to) ? targets : [to, ...targets];
  return (
    <Select
      style={{ flex: 1, minWidth: 0 }}
      size="xs"
      label={label}
      placeholder={
        count > 1 ? t("builder-panels:outline.choose") : t("builder-panels:outline.noTarget")
      }
      searchable
      clearable
      limit={60}
      data-field={outlet.branch}
      nothingFoundMessage={t("builder-panels:outline.noneFound")}
      data={options.map((one) => ({ value: one.id, label: blockName(kinds, one) }))}
      value={to?.id ?? null}
      onDropdownOpen={look}
      onChange={(chosen) =>
        chosen === null ? actions.disconnect(outlet) : actions.connect(outlet, chosen)
      }
    />
  );
}
