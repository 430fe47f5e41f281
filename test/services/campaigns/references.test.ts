import { describe, expect, test } from "vitest";
import { configSchema } from "../../../src/blocks/config-schema.ts";
import { blockKinds } from "../../../src/blocks/registry.ts";
import type { Widget } from "../../../src/blocks/widgets.ts";
import type { Definition } from "../../../src/contract/definition.ts";
import { definitionSchema } from "../../../src/contract/definition.ts";
import { insertTemplate } from "../../../src/db/messages/templates.ts";
import { newId } from "../../../src/platform/new-id.ts";
import { portable } from "../../../src/services/campaigns/portable.ts";
import { referencesOf } from "../../../src/services/campaigns/references.ts";
import { contextOf } from "../../support/context.ts";
import { testDatabase } from "../../support/database.ts";

interface Schema {
  widget?: Widget;
  title?: string;
  format?: string;
  const?: unknown;
  properties?: Record<string, Schema>;
  items?: Schema;
  additionalProperties?: Schema | boolean;
  anyOf?: Schema[];
  oneOf?: Schema[];
}

interface Field {
  kind: string;
  name: string;
  schema: Schema;
  /** The kind's settings, with a value at this field. */
  withValue(value: unknown): object;
}

/** Every field of a kind's settings, however deep, but below what authors fill as they like. */
function fieldsOf(
  kind: string,
  schema: Schema,
  name = "",
  wrap: (value: unknown) => unknown = (value) => value,
): Field[] {
  const own: Field = { kind, name, schema, withValue: (value) => wrap(value) as object };
  const properties = Object.entries(schema.properties ?? {});
  const fixed = Object.fromEntries(
    properties.flatMap(([key, one]) => ("const" in one ? [[key, one.const]] : [])),
  );
  return [
    own,
    ...properties.flatMap(([key, one]) =>
      fieldsOf(kind, one, key, (value) => wrap({ ...fixed, [key]: value })),
    ),
    ...(schema.items === undefined
      ? []
      : fieldsOf(kind, schema.items, name, (value) => wrap([value]))),
    ...[...(schema.anyOf ?? []), ...(schema.oneOf ?? [])].flatMap((one) =>
      fieldsOf(kind, one, name, wrap),
    ),
  ];
}

const fields = [...blockKinds.values()].flatMap((kind) =>
  fieldsOf(kind.kind, configSchema(kind) as Schema),
);

const definitionWith = ({ kind, withValue }: Field, value: unknown): Definition => {
  const example = blockKinds.get(kind)?.example ?? {};
  const settings = withValue(value);
  const config = { ...("messages" in settings ? {} : example), ...settings };
  const definition = { blocks: [{ id: "block", kind, config }], edges: [] };
  return definitionSchema.parse(definition);
};

const byWidget = (widget: Widget) => fields.filter((field) => field.schema.widget === widget);
const label = ({ kind, name }: Field) => `${kind}: ${name}`;
const named = (definition: Definition) =>
  referencesOf([{ definition, bindings: [], stopRules: [] }]);

describe("what a block names by key or name goes into the file with it", () => {
  const lists = {
    eventType: "eventTypes",
    segment: "segments",
    topic: "topics",
    promoPool: "promoPools",
  } as const;

  test.each(Object.entries(lists))("%s", (widget, list) => {
    const found = byWidget(widget as keyof typeof lists);
    expect(found.length).toBeGreaterThan(0);
    const lost = found.filter(
      (field) => !named(definitionWith(field, "named"))[list].includes("named"),
    );
    expect(lost.map(label)).toEqual([]);
  });
});

describe("what has an id here", () => {
  test("is a workflow or a template, wherever a kind has one", () => {
    // Liquid is text of its author's, such as an identity of a contact, and goes as it is.
    const known: (Widget | undefined)[] = ["workflow", "template", "liquid"];
    const ids = fields.filter(({ name, schema }) => schema.format === "uuid" || /Ids?$/.test(name));
    expect(ids.length).toBeGreaterThan(1);
    expect(ids.filter(({ schema }) => !known.includes(schema.widget)).map(label)).toEqual([]);
  });

  test("does not stand in the file: a template's content and a workflow's name do", async () => {
    const context = contextOf((await testDatabase()).db);
    const id = newId();
    const content = { subject: "Stored words", html: "<p>Stored words</p>" };
    await insertTemplate(context.sql, { id, name: "T", content });
    const companions = {
      named: (workflow: string) =>
        Promise.resolve({ name: `Name of ${workflow.length}`, warnings: [] }),
    };
    for (const [widget, instead] of [
      ["workflow", "Name of 36"],
      ["template", "Stored words</p>"],
    ] as const) {
      const found = byWidget(widget);
      expect(found.length).toBeGreaterThan(0);
      for (const field of found) {
        const { definition } = await portable(context, definitionWith(field, id), companions);
        const text = JSON.stringify(definition);
        expect([label(field), text.includes(id), text.includes(instead)]).toEqual([
          label(field),
          false,
          true,
        ]);
      }
    }
  });
});

test("a calendar of holidays that a block names is told of, as none comes along", async () => {
  const context = contextOf((await testDatabase()).db);
  const calendars = fields.filter(({ schema }) => schema.title === "Calendar");
  expect(calendars.length).toBeGreaterThan(2);
  const companions = { named: () => Promise.resolve({ warnings: [] }) };
  for (const field of calendars) {
    const { warnings } = await portable(context, definitionWith(field, "Germany"), companions);
    expect([label(field), warnings]).toEqual([
      label(field),
      [
        'Block "block" names the calendar of holidays "Germany": it has to be there, with its days.',
      ],
    ]);
  }
});
