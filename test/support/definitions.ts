import { blockKinds, branchesOf } from "../../src/blocks/registry.ts";

interface BlockGiven {
  id: string;
  kind: string;
  config?: object;
}

/**
 * A definition whose blocks follow one another: start, the given ones, end. Each way out of a block
 * leads to the next one.
 */
export function inARow(...blocks: BlockGiven[]): object {
  const all = [{ id: "start", kind: "start" }, ...blocks, { id: "end", kind: "end" }];
  const edges = all
    .slice(0, -1)
    .flatMap((block, index) =>
      branchesFrom(block).map((branch) => ({ from: block.id, branch, to: all[index + 1]?.id })),
    );
  return { blocks: all, edges };
}

function branchesFrom({ kind, config = {} }: BlockGiven): readonly string[] {
  const block = blockKinds.get(kind);
  return block === undefined ? ["next"] : branchesOf(block, block.schema.parse(config));
}

export const email = (id: string, subject: string, more: object = {}) => ({
  id,
  kind: "sendEmail",
  config: { subject, html: `<p>${subject} for {{ contact.email }}</p>`, ...more },
});
