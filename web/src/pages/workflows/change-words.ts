import type { BlockKind } from "../../api/block-kinds.ts";
import type { CanvasBlock, Definition } from "../../api/workflows.ts";
import type { Difference } from "../builder/commands/diff.ts";

type Kinds = ReadonlyMap<string, Pick<BlockKind, "label">>;

const most = 5;

/** What a difference is, a line for each kind of change: "2 blocks added: Wait, Reminder". */
export function changeWords(found: Difference, after: Definition, kinds: Kinds): string[] {
  const byId = new Map(after.blocks.map((block) => [block.id, block]));
  const nameOf = ({ kind, name }: CanvasBlock) => name || (kinds.get(kind)?.label ?? kind);
  const changed = found.changed.flatMap(({ id }) => byId.get(id) ?? []);
  const ways = found.addedEdges.length + found.removedEdges.length + found.movedEdges.length;
  return [
    ...line("added", found.added.map(nameOf)),
    ...line("changed", changed.map(nameOf)),
    ...line("removed", found.removed.map(nameOf)),
    ...(ways === 0 ? [] : [ways === 1 ? "1 way leads elsewhere" : `${ways} ways lead elsewhere`]),
    ...(found.settings.length === 0 ? [] : ["The settings of the workflow changed"]),
  ];
}

function line(verb: string, names: string[]): string[] {
  if (names.length === 0) return [];
  const more = names.length > most ? ` and ${names.length - most} more` : "";
  const count = names.length === 1 ? "1 block" : `${names.length} blocks`;
  return [`${count} ${verb}: ${names.slice(0, most).join(", ")}${more}`];
}
