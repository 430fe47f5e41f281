import type { BlockKind } from "../../api/block-kinds.ts";
import type { CanvasBlock, Definition } from "../../api/workflows.ts";
import type { Difference } from "../builder/commands/diff.ts";

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
    ...(edges === 0
      ? []
      : [edges === 1 ? "1 branch leads elsewhere" : `${edges} branches lead elsewhere`]),
    ...(difference.settings.length === 0 ? [] : ["The settings of the workflow changed"]),
  ];
}

function line(verb: string, names: string[]): string[] {
  if (names.length === 0) return [];
  const more = names.length > maxNames ? ` and ${names.length - maxNames} more` : "";
  const count = names.length === 1 ? "1 block" : `${names.length} blocks`;
  return [`${count} ${verb}: ${names.slice(0, maxNames).join(", ")}${more}`];
}
