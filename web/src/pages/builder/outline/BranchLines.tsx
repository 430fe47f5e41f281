import type { CanvasBlock } from "../../../api/workflows.ts";
import { blockName, edgesFrom } from "../../../canvas/graph.ts";
import { portsOf } from "../../../canvas/ports.ts";
import { useBuilder, useDraftState } from "../builder-context.ts";
import { t } from "../../../i18n/i18n.ts";
import classes from "./Outline.module.css";

/** Where the branches of a block lead, if it has several: in a list, order alone does not tell. */
export function BranchLines({ block }: { block: CanvasBlock }) {
  const { kinds } = useBuilder();
  const definition = useDraftState((draft) => draft.definition);
  const outgoing = edgesFrom(definition).get(block.id) ?? [];
  const ports = portsOf(kinds, block, outgoing);
  if (ports.length < 2) return null;
  return (
    <ul className={classes["branches"]}>
      {ports.map(({ branch, label }) => {
        const target = outgoing.find((edge) => edge.branch === branch)?.to;
        const to = definition.blocks.find(({ id }) => id === target);
        return (
          <li key={branch}>
            {t("builder-panels:outline.leads", {
              branch: label === "" ? t("builder-panels:outline.next") : label,
              to: to === undefined ? t("builder-panels:outline.nowhere") : blockName(kinds, to),
            })}
          </li>
        );
      })}
    </ul>
  );
}
