import type { BlockKind } from "../../api/block-kinds.ts";
import type { CanvasBlock, Definition } from "../../api/workflows.ts";
import type { Difference } from "../builder/commands/diff.ts";
import { t } from "../../i18n/i18n.ts";

type Kinds = ReadonlyMap<string, Pick<BlockKind, "label">>;

const maxNames = 5;

/** What a difference is, a line for each kind of change: "2 blocks added: Wait, Reminder". */
export function changeLines(difference: Difference, after: Definition, kinds: Kinds): string[] {
  const byId = new Map(after.blocks.map((block) => [block.id, block]));
  const nameOf = ({ kind, name }: CanvasBlock) => name || (kinds.get(kind)?.label ?? kind);
  const changed = difference.changed.flatMap(({ id }) => byId.get(id) ?? []);
  const edges =
    difference.addedEdges.length + difference.removedEdges.length + difference.movedEdges.length;
  return [
    ...line("added", difference.added.map(nameOf)),
    ...line("changed", changed.map(nameOf)),
    ...line("removed", difference.removed.map(nameOf)),
    ...(edges === 0 ? [] : [t("workflow-review:changes.branches", { count: edges })]),
    ...(difference.settings.length === 0 ? [] : [t("workflow-review:changes.settings")]),
  ];
}

function line(verb: "added" | "changed" | "removed", blocks: string[]): string[] {
  const count = blocks.length;
  if (count === 0) return [];
  const first = blocks.slice(0, maxNames).join(", ");
  const names =
    count > maxNames
      ? t("workflow-review:changes.more", { names: first, count: count - maxNames })
      : first;
  return [t(`workflow-review:changes.${verb}`, { count, names })];
}
