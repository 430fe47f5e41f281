import { z } from "zod";
import { blockKinds } from "../blocks/registry.ts";
import { readBlockConfig } from "./block-config.ts";
import { blockDefinition, edges, maxBlocks, workflowSettings } from "./definition.ts";

const config: z.ZodType = z.record(z.string(), z.unknown()).meta({
  description: "As the kind's schema in GET /block-kinds says; what it lacks yet is a problem",
});

const draftBlock = z
  .strictObject({
    ...blockDefinition,
    kind: z.enum([...blockKinds.keys()] as [string, ...string[]]),
    config: config.default({}),
  })
  .meta({ id: "DraftBlock" });

/**
 * A workflow under construction. It has the shape of a definition, but a block's settings may be
 * half-made: somebody who is typing must not lose what is there so far.
 */
export const draftShape = z
  .strictObject({
    blocks: z.array(draftBlock).max(maxBlocks),
    edges,
    settings: workflowSettings.optional(),
  })
  .meta({ id: "Draft" });

export type Draft = z.output<typeof draftShape>;

// Below a request's 1 MiB, so that a draft as it is shown, with all defaults, can be sent back.
const maxBytes = 1_000_000;

/** A draft as it is kept: settings that are right with their defaults, others as they came. */
export const draftSchema = draftShape.transform((draft, check): Draft => {
  const blocks = draft.blocks.map((block) => {
    const read = readBlockConfig(block.kind, block.config);
    return read.outcome === "right" ? { ...block, config: read.config } : block;
  });
  const settled = { ...draft, blocks };
  const bytes = new TextEncoder().encode(JSON.stringify(settled)).length;
  if (bytes <= maxBytes) return settled;
  const message = `must have at most ${maxBytes / 1_000} kB as JSON, defaults included; it has ${Math.ceil(bytes / 1_000)}`;
  check.addIssue({ code: "custom", message });
  return z.NEVER;
});
