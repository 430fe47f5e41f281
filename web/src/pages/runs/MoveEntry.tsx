import type { RunMove } from "../../api/runs.ts";
import { t } from "../../i18n/i18n.ts";
import classes from "./Timeline.module.css";
import type { TimelineProps } from "./TimelineRow.tsx";
import { TimelineRow } from "./TimelineRow.tsx";

/** A move to another version: where the run was then, and where it went on. */
export function MoveEntry({ move, names }: TimelineProps & { move: RunMove }) {
  const { fromVersion, toVersion, blockId, toBlock, at } = move;
  return (
    <TimelineRow
      at={at}
      tone="wait"
      title={t("runs:move.from", { from: fromVersion, to: toVersion })}
    >
      <div className={classes["note"]}>{placeText(blockId, toBlock, names)}</div>
    </TimelineRow>
  );
}

function placeText(
  blockId: string | null,
  toBlock: string | null,
  names: ReadonlyMap<string, string>,
): string {
  if (blockId === null) return t("runs:move.unstarted");
  const name = names.get(blockId) ?? blockId;
  if (toBlock === null || toBlock === blockId) return t("runs:move.at", { name });
  return t("runs:move.to", { name, to: names.get(toBlock) ?? toBlock });
}
