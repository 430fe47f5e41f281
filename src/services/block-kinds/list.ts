import { configSchema } from "../../blocks/config-schema.ts";
import { freshConfig } from "../../blocks/fresh-config.ts";
import type { AnyBlock } from "../../blocks/registry.ts";
import { blockKinds } from "../../blocks/registry.ts";
import { builtInChannels, notSetUp } from "../../channels/registry.ts";
import type { BlockKind } from "../../contract/api/block-kinds.ts";
import { setUpChannels } from "../channel-setups/set-up-channels.ts";
import type { ServiceContext } from "../context.ts";

let items: BlockKind[] | undefined;

/** Every kind of block, as a builder needs to know it: what it is changes with the program only. */
export async function listBlockKinds(context: ServiceContext): Promise<{ items: BlockKind[] }> {
  return { items: blockKindsWith(await setUpChannels(context)) };
}

/** @param setUp the names of the channels that are set up */
export function blockKindsWith(setUp: ReadonlySet<string> = builtInChannels()): BlockKind[] {
  items ??= [...blockKinds.values()].map(present);
  return items.map((item) => ({ ...item, availability: availabilityOf(item.kind, setUp) }));
}

function availabilityOf(kind: string, setUp: ReadonlySet<string>): BlockKind["availability"] {
  const channel = blockKinds.get(kind)?.channel;
  const why = channel === undefined || setUp.has(channel) ? null : notSetUp(channel);
  return { available: why === null, why };
}

function present(block: AnyBlock): BlockKind {
  const { kind, label, description, group, role, place, branches, example } = block;
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
    availability: { available: true, why: null },
    ...(example !== undefined && { example }),
  };
}
