import { z } from "zod";
import { blockGroups, blockRoles } from "../../blocks/block.ts";
import { widgets } from "../../blocks/widgets.ts";
import { places } from "../../domain/plan.ts";

const json = z.record(z.string(), z.unknown());

const branches = z.union([
  z.strictObject({ fixed: z.array(z.string()) }),
  z
    .strictObject({
      of: z.string().meta({ description: "The setting, a list" }),
      by: z.string().meta({ description: "What names the way, in each of its entries" }),
      rest: z.array(z.string()).meta({ description: "Ways behind those" }),
    })
    .meta({ description: "Ways that the settings name" }),
]);

const blockKind = z
  .strictObject({
    kind: z.string(),
    label: z.string(),
    description: z.string(),
    group: z.enum(blockGroups).meta({ description: "Where a palette shows it" }),
    role: z.enum(blockRoles),
    place: z.enum(places).meta({ description: "Where it takes effect" }),
    branches,
    optionalBranches: z
      .array(z.strictObject({ branch: z.string(), setting: z.string(), is: z.string() }))
      .meta({
        description:
          "Further ways, behind those: each is there when the setting at that path has that value",
      }),
    branchLabels: z.record(z.string(), z.string()).meta({
      description: "What people call the ways out, but for `next` and those that settings name",
    }),
    schema: json.meta({
      description: `JSON Schema of its config. Each setting has a \`title\`; \`widget\` is one of ${widgets.join(", ")}; \`labels\` are of an enumeration's values`,
    }),
    defaults: json.meta({ description: "The config of a fresh block; it may be incomplete" }),
    availability: z.strictObject({
      available: z.boolean(),
      why: z.string().nullable().meta({ description: "Why it can be drafted only" }),
    }),
    example: json.optional().meta({
      description: "A config that could be published, where the defaults could not",
    }),
  })
  .meta({ id: "BlockKind" });

export const blockKindList = z
  .strictObject({ items: z.array(blockKind) })
  .meta({ id: "BlockKindList" });

export type BlockKind = z.input<typeof blockKind>;
