import { z } from "zod";
import { paramsOf } from "../domain/catalogue.ts";
import type { Facts } from "../domain/facts.ts";
import { productIdsIn } from "../domain/product-ids.ts";
import { sayBlock } from "../domain/sentences/block-sentences.ts";
import { sayVisit } from "../domain/sentences/visit-sentences.ts";
import { templateError } from "../domain/template.ts";
import { defineBlock } from "./block.ts";
import { variableName } from "./settings.ts";

const maxProducts = 20;
/** Of all that the variable holds, as JSON: as of other variables. */
const maxCharacters = 100_000;

const schema = z.strictObject({
  ids: z.string().max(10_000).default("").meta({
    title: "Products",
    description:
      "Their ids, with commas between them, or Liquid that gives them. Empty: those that the event names",
    widget: "liquid",
  }),
  onlyInStock: z.boolean().default(false).meta({ title: "Only those in stock" }),
  variable: variableName.default("products"),
});

/** Of a cart its items, of anything else the one product. */
function namedBy({ event }: Facts): string[] {
  const items = productIdsIn("carted", event.params);
  return items.length > 0 ? items : productIdsIn("viewed", event.params);
}

const listed = (text: string): string[] =>
  text
    .split(/[,\n]/)
    .map((id) => id.trim())
    .filter((id) => id !== "");

export const getProducts = defineBlock({
  kind: "getProducts",
  label: "Get products",
  description: "Reads products of the catalogue as they are now, for messages and conditions.",
  group: "data",
  schema,
  role: "step",
  place: "database",
  branches: ["found", "notFound"],
  branchLabels: { found: "Found", notFound: "None found" },
  summary: ({ variable }) => sayBlock("products", { variable }),
  issues: ({ ids }) => {
    const message = templateError(ids);
    return message === null ? [] : [{ field: "ids", message }];
  },
  sets: ({ variable }) => [{ name: variable, holds: "json" }],
  perform: async ({ ids, onlyInStock, variable }, context) => {
    const [text = ""] = ids.trim() === "" ? [] : await context.templates.texts([ids]);
    const wanted = ids.trim() === "" ? namedBy(await context.facts()) : listed(text);
    const found = await context.products.find([...new Set(wanted)].slice(0, maxProducts));
    const shown = found.filter(({ inStock }) => inStock || !onlyInStock).map(paramsOf);
    while (JSON.stringify(shown).length > maxCharacters) shown.pop();
    await context.variables.set(variable, shown);
    return shown.length === 0
      ? { branch: "notFound", note: sayVisit("noProducts") }
      : {
          branch: "found",
          note: sayVisit("products", {
            shown: shown.length,
            wanted: wanted.length,
            variable,
          }),
          data: { products: shown.length },
        };
  },
});
