import { expect, test } from "vitest";
import { required } from "../../src/domain/required.ts";
import { z } from "zod";
import { blockKinds, branchesOf } from "../../src/blocks/registry.ts";
import type { Widget } from "../../src/blocks/widgets.ts";
import { widgets } from "../../src/blocks/widgets.ts";
import { blockKindsWith } from "../../src/services/block-kinds/list.ts";
import { blockIssues } from "../../src/rendering/work/block-issues.ts";

const items = blockKindsWith();

interface JsonSchema {
  title?: string;
  widget?: Widget;
  labels?: Record<string, string>;
  enum?: string[];
  properties?: Record<string, JsonSchema>;
  items?: JsonSchema;
  anyOf?: JsonSchema[];
  oneOf?: JsonSchema[];
  additionalProperties?: JsonSchema | boolean;
}

/** Every setting of a schema with its path, those inside of others too. */
function settings(schema: JsonSchema, path: string): [string, JsonSchema][] {
  const { properties = {}, anyOf = [], oneOf = [], additionalProperties: named } = schema;
  const inside = [...anyOf, ...oneOf, ...(typeof named === "object" ? [named] : [])];
  return [
    ...Object.entries(properties).flatMap(([name, setting]): [string, JsonSchema][] => [
      [`${path}.${name}`, setting],
      ...settings(setting, `${path}.${name}`),
    ]),
    ...(schema.items === undefined ? [] : settings(schema.items, `${path}[]`)),
    ...inside.flatMap((one) => settings(one, path)),
  ];
}

const all = items.flatMap(({ kind, schema }) => settings(schema, kind));

test("every setting has a title, also inside of others", () => {
  expect(all.length).toBeGreaterThan(200);
  expect(all.filter(([, { title = "" }]) => title === "").map(([path]) => path)).toEqual([]);
});

test("every value of a choice has a name for people, but for HTTP's methods", () => {
  const choices = all.filter(([, setting]) => setting.enum !== undefined);
  expect(choices.length).toBeGreaterThan(20);
  for (const [path, { enum: values = [], labels = {} }] of choices) {
    if (path !== "webhook.method")
      expect([path, ...Object.keys(labels)]).toEqual([path, ...values]);
  }
});

test("the widgets of settings are those of the closed list, and none is listed in vain", () => {
  const used = items.flatMap(({ schema }) =>
    [...JSON.stringify(schema).matchAll(/"widget":"(\w+)"/g)].map(([, name = ""]) => name),
  );
  expect([...new Set(used)].toSorted()).toEqual([...widgets].toSorted());
});

test("a kind's schema refers to nothing outside of it", () => {
  for (const { kind, schema } of items) {
    const text = JSON.stringify(schema);
    for (const [, reference = ""] of text.matchAll(/"\$ref":"#\/\$defs\/([^"]+)"/g)) {
      expect([kind, Object.keys(schema["$defs"] ?? {})]).toEqual([
        kind,
        expect.arrayContaining([reference]),
      ]);
    }
    expect(text.replaceAll(/"\$ref":"#\/\$defs\//g, "")).not.toContain('"$ref"');
    expect(() => z.fromJSONSchema(schema)).not.toThrow();
  }
});

test("an author may leave out what has a default", () => {
  const needed = items.map(({ kind, schema }) => [kind, schema["required"]] as const);
  expect(Object.fromEntries(needed.filter(([, names]) => names !== undefined))).toEqual({
    delay: ["amount", "unit"],
    waitForEvent: ["eventTypeKey"],
    condition: ["rule"],
    setVariable: ["name"],
    emitEvent: ["eventTypeKey"],
    emitToSegment: ["eventTypeKey"],
    addToSegment: ["segment"],
    removeFromSegment: ["segment"],
  });
});

/** The fresh blocks that need to be filled in, and where. */
const incomplete: Record<string, string[]> = {
  waitUntil: ["at"],
  waitForEvent: ["eventTypeKey"],
  condition: ["rule"],
  branch: ["ways"],
  branchByTime: ["ways"],
  checkPoint: ["name"],
  setVariable: ["name"],
  goal: ["eventTypeKey"],
  emitEvent: ["eventTypeKey"],
  emitToSegment: ["eventTypeKey"],
  startWorkflow: ["workflowId"],
  sendEmail: ["subject", "html"],
  sendSms: ["text"],
  sendWebPush: ["text"],
  sendMobilePush: ["text"],
  sendInApp: ["text"],
  sendTelegram: ["text"],
  sendWhatsapp: ["text"],
  sendViber: ["text"],
  sendSlack: ["text"],
  oneOfMany: ["messages"],
  sendToSegment: ["segment", "subject", "html"],
  webhook: ["url"],
  promoCode: ["pool"],
  getContact: ["contactId"],
  contactExists: ["contactId"],
  createContact: ["contactId"],
  updateContact: ["attributes"],
  addToSegment: ["segment"],
  removeFromSegment: ["segment"],
};

const faults = (kind: string, config: unknown): string[] =>
  blockIssues({ blocks: [{ id: "block", kind, config }] })
    .flat()
    .map(({ field = "" }) => field);

test("a fresh block could be published, or lacks what only its author knows", () => {
  const lacking = items.map(({ kind, defaults }) => [kind, faults(kind, defaults)] as const);
  expect(Object.fromEntries(lacking.filter(([, fields]) => fields.length > 0))).toEqual(incomplete);
});

test("a kind whose fresh block is incomplete shows a whole one", () => {
  for (const { kind, availability, example } of items) {
    if (!availability.available) continue;
    expect([kind, example !== undefined]).toEqual([kind, kind in incomplete]);
    if (example !== undefined) {
      // A channel that is not set up is passed over by the block with messages for several.
      expect([kind, ...faults(kind, example)]).toEqual([kind]);
    }
  }
});

test("the ways out, computed from what is told, are those of the graph", () => {
  const given = [{ ways: [{ name: "A" }, { name: " B " }, { name: " " }] }, { ways: "none" }, {}];
  for (const { kind, branches, defaults } of items) {
    const block = blockKinds.get(kind);
    if (block === undefined) throw new Error(kind);
    for (const config of [defaults, ...given]) {
      const own = branchesOf(block, config);
      if ("fixed" in branches) {
        expect(own).toEqual(branches.fixed);
        continue;
      }
      const list = (config as Record<string, unknown>)[branches.of];
      const ways = Array.isArray(list) ? (list as Record<string, string>[]) : [];
      const names = ways.map((way) => way[branches.by]?.trim()).filter(Boolean);
      expect(own).toEqual([...names, ...branches.rest]);
    }
  }
});

test("a way out that a setting asks for is there when it does, in any entry of a list", () => {
  const asking = { holdBack: { notSent: "branch" } };
  const messages = [
    { kind: "sendSms", config: {} },
    { kind: "sendEmail", config: asking },
  ];
  const branches = (kind: string, config: object): readonly string[] =>
    branchesOf(required(blockKinds.get(kind), kind), config);
  expect(branches("sendEmail", {})).toEqual(["next"]);
  expect(branches("sendEmail", asking)).toEqual(["next", "heldBack"]);
  expect(branches("oneOfMany", { messages })).toEqual(["sent", "unreachable", "heldBack"]);
  expect(branches("sendToSegment", asking)).toEqual(["next"]);
});

test("ways that settings name are those of a setting that the kind has", () => {
  const named = items.filter(({ branches }) => "of" in branches);
  expect(named.map(({ kind }) => kind)).toEqual(["branch", "branchByTime", "randomSplit"]);
  for (const { kind, branches, schema } of named) {
    if ("fixed" in branches) throw new Error(kind);
    const list = (schema as JsonSchema).properties?.[branches.of];
    expect([kind, list?.widget]).toEqual([kind, "ways"]);
    expect(Object.keys(list?.items?.properties ?? {})).toContain(branches.by);
  }
});

test("every fixed way out but the plain one has a name for people", () => {
  for (const { kind, branches, optionalBranches, branchLabels } of items) {
    const fixed = "fixed" in branches ? branches.fixed : branches.rest;
    const several = fixed.length > 1 ? fixed : fixed.filter((branch) => branch !== "next");
    const asked = optionalBranches.map(({ branch }) => branch);
    expect([kind, ...Object.keys(branchLabels)]).toEqual([kind, ...several, ...asked]);
  }
});

test("a kind whose channel is not set up says so, and is drafted only", () => {
  const away = items.filter(({ availability }) => !availability.available);
  expect(away.map(({ kind }) => kind)).toEqual([
    "sendSms",
    "sendWebPush",
    "sendMobilePush",
    "sendTelegram",
    "sendWhatsapp",
    "sendViber",
    "sendSlack",
  ]);
  expect(away[0]?.availability.why).toBe("the SMS channel is not set up");
});
