import { z } from "zod";
import { utmSettings } from "../blocks/email-settings.ts";
import { blockKinds } from "../blocks/registry.ts";
import { required } from "../domain/required.ts";

const blockId = z
  .string()
  .regex(/^[A-Za-z0-9_-]{1,64}$/, "must have 1 to 64 letters, digits, _ or -")
  .meta({ description: "The block's id, unique in its workflow" });

const coordinate = z.number().min(-1e6).max(1e6);

/** What any block has, beside its kind and its settings. */
export const blockDefinition = {
  id: blockId,
  name: z.string().trim().max(200).optional(),
  note: z
    .string()
    .max(1_000)
    .optional()
    .meta({ description: "For colleagues; nothing that runs reads it" }),
  position: z
    .strictObject({ x: coordinate, y: coordinate })
    .optional()
    .meta({ id: "BlockPosition", description: "Where it stands on the canvas" }),
};

const blockSchemas = [...blockKinds.values()].map((block) =>
  z
    .strictObject({
      ...blockDefinition,
      kind: z.literal(block.kind),
      config: block.schema.prefault({}),
    })
    .meta({ id: `Block_${block.kind}`, title: block.label, description: block.description }),
);

type BlockSchema = (typeof blockSchemas)[number];

/** The same as a campaign file has them. */
const blockSchemasInFile = [...blockKinds.values()].map((block, index): BlockSchema => {
  const { inFile } = block;
  const schema = required(blockSchemas[index], "a block's schema");
  if (inFile === undefined) return schema;
  return schema.extend({ config: inFile.prefault({}) }).meta({
    id: `CampaignBlock_${block.kind}`,
    title: block.label,
    description: block.description,
  });
});

export const maxBlocks = 2_000;

export const edges = z
  .array(
    z.strictObject({
      from: blockId,
      to: blockId,
      // Trimmed as the names of ways are, which it repeats.
      branch: z.string().trim().min(1).max(64).default("next"),
    }),
  )
  .max(10_000);

export const workflowSettings = z
  .strictObject({
    utm: utmSettings.optional().meta({ description: "Of all links; a block's own goes before" }),
    priority: z.int().min(1).max(10).optional().meta({
      description:
        "Whose message goes first where a cap leaves no place for all: the higher; 5 by default",
    }),
  })
  .meta({ id: "WorkflowSettings" });

const definitionOf = (blocks: readonly BlockSchema[]) =>
  z.strictObject({
    blocks: z
      .array(z.discriminatedUnion("kind", blocks as [BlockSchema, ...BlockSchema[]]))
      .max(maxBlocks),
    edges,
    settings: workflowSettings.optional(),
  });

/** A workflow as its author writes it: blocks, and edges from a block's branch to a block. */
export const definitionSchema = definitionOf(blockSchemas).meta({ id: "Definition" });

/** The same in a campaign file, which names what has an id here. */
export const campaignDefinition = definitionOf(blockSchemasInFile).meta({
  id: "CampaignDefinition",
  description: "A definition that names the workflows that its blocks start",
});

export type Definition = z.infer<typeof definitionSchema>;
