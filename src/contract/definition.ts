import { z } from "zod";
import { utmSettings } from "../blocks/email-settings.ts";
import { blockKinds } from "../blocks/registry.ts";

const blockId = z
  .string()
  .regex(/^[A-Za-z0-9_-]{1,64}$/, "must have 1 to 64 letters, digits, _ or -")
  .meta({ description: "The block's id, unique in its workflow" });

const blockSchemas = [...blockKinds.values()].map((block) =>
  z
    .strictObject({
      id: blockId,
      kind: z.literal(block.kind),
      name: z.string().trim().max(200).optional(),
      config: block.schema.prefault({}),
    })
    .meta({ id: `Block_${block.kind}`, title: block.label, description: block.description }),
);

type BlockSchema = (typeof blockSchemas)[number];

/** A workflow as its author writes it: blocks, and edges from a block's branch to a block. */
export const definitionSchema = z
  .strictObject({
    blocks: z
      .array(z.discriminatedUnion("kind", blockSchemas as [BlockSchema, ...BlockSchema[]]))
      .max(2_000),
    edges: z
      .array(
        z.strictObject({
          from: blockId,
          to: blockId,
          branch: z.string().min(1).max(64).default("next"),
        }),
      )
      .max(10_000),
    settings: z
      .strictObject({
        utm: utmSettings
          .optional()
          .meta({ description: "Of all links; a block's own goes before" }),
      })
      .optional()
      .meta({ id: "WorkflowSettings" }),
  })
  .meta({ id: "Definition" });

export type Definition = z.infer<typeof definitionSchema>;
