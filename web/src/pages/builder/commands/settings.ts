import type { CanvasBlock, Definition } from "../../../api/workflows.ts";
import type { Kinds } from "../../../canvas/graph.ts";
import { edgesAfterRenames } from "./branch-names.ts";
import { sameJson } from "../../../json/same-json.ts";

function changeBlock(
  definition: Definition,
  id: string,
  change: (block: CanvasBlock) => CanvasBlock,
): Definition {
  return {
    ...definition,
    blocks: definition.blocks.map((block) => (block.id === id ? change(block) : block)),
  };
}

/** New settings of a block. Where they rename one of its branches, its edge is renamed with it. */
export function setConfig(
  definition: Definition,
  kinds: Kinds,
  id: string,
  config: Record<string, unknown>,
): Definition {
  const before = definition.blocks.find((block) => block.id === id);
  if (before === undefined) return definition;
  const edges = edgesAfterRenames(definition.edges, kinds.get(before.kind), before, config);
  return { ...changeBlock(definition, id, (block) => ({ ...block, config })), edges };
}

/** The block's own name; empty: it is called as its kind is. */
export function setName(definition: Definition, id: string, name: string): Definition {
  return changeBlock(definition, id, (block) => ({ ...block, name: textOrUndefined(name, 200) }));
}

export function setNote(definition: Definition, id: string, note: string): Definition {
  return changeBlock(definition, id, (block) => ({ ...block, note: textOrUndefined(note, 1_000) }));
}

/** Undefined, which is not stored, for an empty text. */
function textOrUndefined(text: string, maxLength: number): string | undefined {
  return text === "" ? undefined : text.slice(0, maxLength);
}

/** Whose message goes first where a cap has no place for all; undefined: as usual. */
export function setPriority(definition: Definition, priority: number | undefined): Definition {
  const { priority: former, ...others } = definition.settings ?? {};
  if (priority === former) return definition;
  const hasAny = priority !== undefined || Object.keys(others).length > 0;
  return { ...definition, settings: hasAny ? { ...others, priority } : undefined };
}

/** UTM parameters of all links; those left empty are not set. */
export function setUtm(definition: Definition, values: Record<string, string>): Definition {
  const filledIn = Object.entries(values).filter(([, value]) => value.trim() !== "");
  const utm = filledIn.length === 0 ? undefined : Object.fromEntries(filledIn);
  const { utm: former, ...others } = definition.settings ?? {};
  if (sameJson(utm, former)) return definition;
  const hasAny = utm !== undefined || Object.keys(others).length > 0;
  return { ...definition, settings: hasAny ? { ...others, utm } : undefined };
}
