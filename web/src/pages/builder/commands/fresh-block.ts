import type { BlockKind } from "../../../api/block-kinds.ts";
import type { CanvasBlock } from "../../../api/workflows.ts";

/** Makes an id that no other tab will make at the same time, for a block of a kind. */
export type NewId = (kind: string) => string;

/** `chance` has at least six letters or digits. Ids have 64 characters at most. */
export function idFrom(kind: string, chance: string): string {
  return `${kind.replaceAll(/[^A-Za-z0-9_-]/g, "").slice(0, 48)}-${chance.slice(0, 12)}`;
}

export function freshBlock({ kind, defaults }: BlockKind, newId: NewId): CanvasBlock {
  return { id: newId(kind), kind, config: structuredClone(defaults) };
}
