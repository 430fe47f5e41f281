import { Select } from "@mantine/core";
import { useState } from "react";
import type { CanvasBlock } from "../../../api/workflows.ts";
import type { Way } from "../../../canvas/graph.ts";
import { blockName } from "../../../canvas/graph.ts";
import { useBuilder, useDraftState } from "../builder-context.ts";
import { targetsOf } from "../commands/connect.ts";
import { inOrder } from "../commands/order.ts";

interface Props {
  way: Way;
  label: string;
  to: CanvasBlock | undefined;
  /** A way that its block's settings no longer name can only be cut. */
  isLost: boolean;
}

/** Which block a way leads to. What it can lead to is found out when the list is opened. */
export function WaySelect({ way, label, to, isLost }: Props) {
  const { store, kinds, actions } = useBuilder();
  const [targets, setTargets] = useState<CanvasBlock[]>([]);
  const count = useDraftState(({ definition }) => definition.blocks.length);
  const look = () => {
    const { definition } = store.getState();
    const allowed = targetsOf(definition, kinds, way);
    setTargets(isLost ? [] : inOrder(definition, kinds).filter(({ id }) => allowed.has(id)));
  };
  const shown = to === undefined || targets.includes(to) ? targets : [to, ...targets];
  return (
    <Select
      style={{ flex: 1, minWidth: 0 }}
      size="xs"
      label={label}
      placeholder={count > 1 ? "Nowhere yet: choose a block" : "Nowhere yet"}
      searchable
      clearable
      limit={60}
      data-field={way.branch}
      nothingFoundMessage="No block that it can lead to"
      data={shown.map((one) => ({ value: one.id, label: blockName(kinds, one) }))}
      value={to?.id ?? null}
      onDropdownOpen={look}
      onChange={(chosen) =>
        chosen === null ? actions.disconnect(way) : actions.connect(way, chosen)
      }
    />
  );
}
