import { hasLiquid } from "../domain/has-liquid.ts";
import { sayBlock } from "../domain/sentences/block-sentences.ts";
import { sayVisit } from "../domain/sentences/visit-sentences.ts";
import { z } from "zod";
import { templateError } from "../domain/template.ts";
import type { NewValue } from "../domain/variable.ts";
import { booleanValue, jsonValue, numberValue, operations, textValue } from "../domain/variable.ts";
import type { BlockIssue } from "./block.ts";
import { defineBlock } from "./block.ts";
import { variableName } from "./settings.ts";

const schema = z.strictObject({
  name: variableName,
  type: z
    .enum(["text", "number", "boolean", "json"])
    .default("text")
    .meta({
      title: "Type",
      labels: { text: "Text", number: "Number", boolean: "Yes or no", json: "JSON" },
    }),
  operation: z
    .enum(operations)
    .default("set")
    .meta({
      title: "What is done",
      description: "Only numbers are counted up or down",
      labels: { set: "Set", add: "Add", subtract: "Subtract" },
    }),
  value: z.unknown().default("").meta({
    title: "Value",
    description: "Of the type that is chosen, or Liquid that gives one",
    widget: "typedValue",
  }),
});

type Config = z.output<typeof schema>;

const jsonTypeOf = { text: "string", number: "number", boolean: "boolean" } as const;

function issues({ type, operation, value }: Config): BlockIssue[] {
  const found: BlockIssue[] = [];
  if (operation !== "set" && type !== "number") {
    found.push({ field: "operation", message: "only numbers are counted" });
  }
  const message = valueIssue({ type, operation, value });
  if (message !== null) found.push({ field: "value", message });
  return found;
}

function valueIssue(config: Omit<Config, "name">): string | null {
  const { type, value } = config;
  if (typeof value === "string") {
    const fault = templateError(value);
    if (fault !== null) return fault;
    // What has placeholders is known when the run comes by.
    if (hasLiquid(value)) return null;
    if (value.trim() === "" && type !== "text") return "there is no value yet";
  } else if (type !== "json" && typeof value !== jsonTypeOf[type]) {
    return `is no ${type}, and no template of one`;
  }
  const read = newValue(config, value, 0);
  return read.outcome === "unreadable" ? read.message : null;
}

/** @param given the value, its template rendered if it is one */
function newValue(
  { type, operation }: Omit<Config, "name">,
  given: unknown,
  former: unknown,
): NewValue {
  if (type === "number") return numberValue(operation, given, former);
  if (type === "boolean") return booleanValue(given);
  const text = typeof given === "string" ? given : JSON.stringify(given);
  return type === "json" ? jsonValue(text) : textValue(text);
}

export const setVariable = defineBlock({
  kind: "setVariable",
  label: "Set variable",
  description: "Keeps a value in the run, which later conditions and templates see as vars.name.",
  group: "data",
  schema,
  example: { name: "visits", type: "number", operation: "add", value: 1 },
  role: "step",
  place: "database",
  branches: ["next"],
  summary: ({ name }) => sayBlock("setVariable", { name }),
  issues: issues,
  sets: ({ name, type }) => [{ name, holds: type }],
  perform: async (config, context) => {
    const { name, value } = config;
    const facts = await context.facts();
    const [text] = typeof value === "string" ? await context.templates.texts([value]) : [];
    const given = typeof value === "string" ? text : value;
    const made = newValue(config, given, facts.vars[name]);
    if (made.outcome === "unreadable") {
      const note = sayVisit("variableKept", { name, fault: made.message });
      return { branch: "next", note };
    }
    await context.variables.set(name, made.value);
    return { branch: "next", note: sayVisit("variableSet", { name }) };
  },
});
