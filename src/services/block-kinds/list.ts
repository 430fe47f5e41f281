import { configSchema } from "../../blocks/config-schema.ts";
import { freshConfig } from "../../blocks/fresh-config.ts";
import type { AnyBlock } from "../../blocks/registry.ts";
import { blockKinds } from "../../blocks/registry.ts";
import { channelIssue } from "../../channels/registry.ts";
import type { BlockKind } from "../../contract/api/block-kinds.ts";

let items: BlockKind[] | undefined;

/** Every kind of block, as a builder needs to know it. They change with the program only. */
export function listBlockKinds(): { items: BlockKind[] } {
  items ??= [...blockKinds.values()].map(present);
  return { items };
}

function present(block: AnyBlock): BlockKind {
  const { kind, label, description, group, role, place, branches, channel, example } = block;
  const why = channel === undefined ? null : channelIssue(channel);
  return {
    kind,
    label,
    description,
    group,
    role,
    place,
    branches:
      "of" in branches ? { ...branches, rest: [...branches.rest] } : { fixed: [...branches] },
    optionalBranches: [...(block.optionalBranches ?? [])],
    branchLabels: block.branchLabels ?? {},
    schema: configSchema(block),
    defaults: freshConfig(block),
    availability: { available: why === null, why },
    ...(example !== undefined && { example }),
  };
}
