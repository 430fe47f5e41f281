import { z } from "zod";
import type { TemplateTree } from "../domain/template-tree.ts";
import { countable } from "../domain/plain-number.ts";
import { treeErrors } from "../domain/template-tree.ts";
import type { BlockIssue } from "./block.ts";
import type { ProfileChange, TemplatesCapability } from "./capabilities.ts";

const text = z.string().max(10_000);
const amount = z.union([z.number(), text]);

const field = (title: string) =>
  text.nullable().optional().meta({ title, description: "Null empties it", widget: "liquid" });

/** Liquid, a value, or a sum with what is there. */
const attribute = z.union([
  text,
  z.number(),
  z.boolean(),
  z.null(),
  z.strictObject({ plus: amount.meta({ title: "Plus" }) }),
  z.strictObject({ minus: amount.meta({ title: "Minus" }) }),
]);

/** What a block writes into a contact. */
export const contactFields = {
  firstName: field("First name"),
  lastName: field("Last name"),
  language: field("Language"),
  timeZone: field("Time zone"),
  attributes: z.record(z.string().min(1).max(100), attribute).default({}).meta({
    title: "Attributes",
    description: "By name: Liquid, a value, null to empty it, or a sum with what is there",
    widget: "attributes",
  }),
};

const names = ["firstName", "lastName", "language", "timeZone"] as const;

interface ContactFields extends Partial<Record<(typeof names)[number], string | null | undefined>> {
  attributes: Record<string, z.output<typeof attribute>>;
}

export function contactFieldIssues(config: ContactFields): BlockIssue[] {
  return [
    ...givenFields(config).flatMap((name) => treeErrors(config[name] ?? null, name)),
    ...treeErrors(config.attributes, "attributes"),
  ];
}

/** The names of what it changes, attributes by their own. */
export function changedNames(config: ContactFields): string[] {
  return [...givenFields(config), ...Object.keys(config.attributes)];
}

function givenFields(config: ContactFields): (typeof names)[number][] {
  return names.filter((name) => config[name] !== undefined);
}

/**
 * The change that the settings come to. A template that comes to nothing (its param was missing)
 * changes nothing; only null empties a field.
 */
export async function renderContactFields(
  config: ContactFields,
  templates: TemplatesCapability,
): Promise<ProfileChange> {
  const change: ProfileChange = { fields: {}, attributes: {}, sums: {} };
  const given = givenFields(config).map((name) => ({ name, value: config[name] ?? null }));
  const attributes = Object.entries(config.attributes);
  const fieldsMade = await templates.values(given.map(({ value }) => value));
  const attributesMade = await templates.values(attributes.map(([, value]) => templateIn(value)));
  for (const [index, { name, value }] of given.entries()) {
    const made = textOf(fieldsMade[index]);
    if (value === null || made !== null) change.fields[name] = made;
  }
  for (const [index, [name, value]] of attributes.entries()) {
    const made = attributesMade[index] ?? null;
    if (typeof value === "object" && value !== null) {
      const number = numberOf(made);
      // What is no number is told of where the sum is made.
      if (number !== null) change.sums[name] = "plus" in value ? number : -number;
    } else if (value === null || !isNothing(made)) change.attributes[name] = made;
  }
  return change;
}

/** What is rendered of an attribute: of a sum, what is added or taken away. */
function templateIn(value: z.output<typeof attribute>): TemplateTree {
  if (typeof value !== "object" || value === null) return value;
  return "plus" in value ? value.plus : value.minus;
}

const isNothing = (value: unknown): boolean =>
  value === null || value === undefined || (typeof value === "string" && value.trim() === "");

function textOf(value: unknown): string | null {
  if (isNothing(value)) return null;
  return typeof value === "string" ? value.trim() : (JSON.stringify(value) ?? null);
}

/** Null: nothing to add. NaN: not a number. */
function numberOf(value: unknown): number | null {
  return isNothing(value) ? null : (countable(value) ?? Number.NaN);
}
