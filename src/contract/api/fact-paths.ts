import { z } from "zod";
import { valueTypes } from "../../domain/seen-values.ts";
import { count } from "../integers.ts";
import { id } from "./fields.ts";

const examples = z
  .array(z.union([z.string(), z.number(), z.boolean()]))
  .meta({ description: "Up to 5 that were seen, short ones only" });

/** A value that was seen under a name. */
export const seenValue = z
  .strictObject({
    name: z.string().meta({ description: "Dotted where objects hold objects: delivery.city" }),
    type: z.enum(valueTypes).meta({ description: "What most of its values are" }),
    count: count.meta({ description: "In how many of them it had a value" }),
    examples,
    fields: z
      .array(z.string())
      .optional()
      .meta({ description: "Of a list of objects: what its entries have" }),
  })
  .meta({ id: "SeenValue" });

export const factPathsQuery = z.strictObject({
  workflowId: id
    .optional()
    .meta({ description: "Without it, what holds anywhere: of contacts and their orders" }),
});

const factPath = z
  .strictObject({
    path: z.string().meta({ description: 'What a condition names: {"var": path}' }),
    template: z.string().meta({ description: "What a template names between {{ and }}" }),
    label: z.string(),
    type: z
      .enum([...valueTypes, "segments", "unknown"])
      .meta({ description: "segments: a list of names of segments" }),
    examples,
    fields: z.array(z.string()).optional(),
  })
  .meta({ id: "FactPath" });

export const factPathsAnswer = z
  .strictObject({
    groups: z.array(
      z.strictObject({
        root: z.enum(["event", "contact", "order", "vars", "messages", "waited"]),
        label: z.string(),
        paths: z.array(factPath),
      }),
    ),
  })
  .meta({ id: "FactPaths" });

export type FactPaths = z.input<typeof factPathsAnswer>;
export type FactPath = FactPaths["groups"][number]["paths"][number];
