import { isDeepStrictEqual } from "node:util";
import { blockKinds } from "../../blocks/registry.ts";
import type { DefinitionChanges } from "../../contract/api/definition-changes.ts";
import type { Draft } from "../../contract/draft.ts";

type Compared = Pick<Draft, "blocks" | "edges" | "settings">;
type Block = Compared["blocks"][number];

/** Of many blocks only some are named. */
const maxNames = 5;

/** What turns one definition into another, in names and numbers. Places on the canvas are not compared. */
export function definitionChanges(before: Compared, after: Compared): DefinitionChanges {
  const was = new Map(before.blocks.map((block) => [block.id, block]));
  const is = new Map(after.blocks.map((block) => [block.id, block]));
  const named = (blocks: Block[]) => ({
    count: blocks.length,
    names: blocks.slice(0, maxNames).map(nameOf),
  });
  return {
    added: named(after.blocks.filter(({ id }) => !was.has(id))),
    removed: named(before.blocks.filter(({ id }) => !is.has(id))),
    changed: named(
      after.blocks.filter((block) => {
        const former = was.get(block.id);
        return former !== undefined && !saysTheSame(former, block);
      }),
    ),
    branches: changedBranches(before, after, (id) => was.has(id) && is.has(id)),
    settings: !isDeepStrictEqual(before.settings ?? {}, after.settings ?? {}),
  };
}

/** How many changes these are, as a person would count them. */
export function countChanges(changes: DefinitionChanges): number {
  const { added, removed, changed, branches, settings } = changes;
  return added.count + removed.count + changed.count + branches + (settings ? 1 : 0);
}

function saysTheSame(before: Block, after: Block): boolean {
  return isDeepStrictEqual({ ...before, position: null }, { ...after, position: null });
}

function nameOf({ kind, name }: Block): string {
  return name || (blockKinds.get(kind)?.label ?? kind);
}

/** Branches that lead elsewhere, but for those that a block which came or went brings along. */
function changedBranches(
  before: Compared,
  after: Compared,
  stayed: (blockId: string) => boolean,
): number {
  const key = ({ from, branch }: Compared["edges"][number]) => JSON.stringify([from, branch]);
  const [was, is] = [before, after].map(
    ({ edges }) => new Map(edges.map((edge) => [key(edge), edge])),
  );
  const keys = new Set([...(was?.keys() ?? []), ...(is?.keys() ?? [])]);
  return [...keys].filter((one) => {
    const [former, now] = [was?.get(one), is?.get(one)];
    if (former?.to === now?.to) return false;
    return [former, now].every(
      (edge) => edge === undefined || (stayed(edge.from) && stayed(edge.to)),
    );
  }).length;
}
