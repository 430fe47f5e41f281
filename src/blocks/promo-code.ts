import { z } from "zod";
import { sayBlock } from "../domain/sentences/block-sentences.ts";
import { sayVisit } from "../domain/sentences/visit-sentences.ts";
import { defineBlock } from "./block.ts";
import { variableName } from "./settings.ts";

const schema = z.strictObject({
  pool: z.string().trim().max(200).default("").meta({ title: "Pool", widget: "promoPool" }),
  variable: variableName.default("promoCode"),
});

export const promoCode = defineBlock({
  kind: "promoCode",
  label: "Promo code",
  description: "Gives the contact a code of a pool that nobody else gets.",
  group: "data",
  schema,
  example: { pool: "Spring" },
  role: "step",
  place: "database",
  branches: ["given", "empty"],
  branchLabels: { given: "Given", empty: "None left" },
  summary: ({ pool }) => sayBlock("promoCode", { pool }),
  issues: ({ pool }) => (pool === "" ? [{ field: "pool", message: "choose a pool" }] : []),
  sets: ({ variable }) => [{ name: variable, holds: "text" }],
  perform: async ({ pool, variable }, context) => {
    const code = await context.promoCodes.give(pool);
    if (code === null) return { branch: "empty", note: sayVisit("noCode", { pool }) };
    await context.variables.set(variable, code);
    return { branch: "given", note: sayVisit("codeGiven", { pool, variable }) };
  },
});
