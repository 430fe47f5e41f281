import type { CanvasBlock, Definition } from "../../../api/workflows.ts";
import type { Kinds } from "../../../canvas/graph.ts";
import { same } from "./same.ts";
import { edgesAfterRenames } from "./way-names.ts";

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

/** New settings of a block. Where they rename one of its ways, its edge goes along. */
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
  return changeBlock(definition, id, (block) => ({ ...block, name: filled(name, 200) }));
}

export function setNote(definition: Definition, id: string, note: string): Definition {
  return changeBlock(definition, id, (block) => ({ ...block, note: filled(note, 1_000) }));
}

/** Undefined, which is not stored, for an empty text. */
function filled(text: string, longest: number): string | undefined {
  return text === "" ? undefined : text.slice(0, longest);
}

/** UTM parameters of all links; those left empty are not set. */
export function setUtm(definition: Definition, values: Record<string, string>): Definition {
  const given = Object.entries(values).filter(([, value]) => value.trim() !== "");
  const utm = given.length === 0 ? undefined : Object.fromEntries(given);
  const { utm: former, ...others } = definition.settings ?? {};
  if (same(utm, former)) return definition;
  const hasAny = utm !== undefined || Object.keys(others).length > 0;
  return { ...definition, settings: hasAny ? { ...others, utm } : undefined };
}
