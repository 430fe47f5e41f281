import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { blockKinds } from "../../src/blocks/registry.ts";
import type { JsonSchema } from "../../web/src/api/json-schema.ts";
import { audience, bodies, more } from "../../web/src/forms/message/email-fields.ts";
import { asEmail, asList } from "../../web/src/forms/layouts/segment-message.ts";
import { moved, renamed, withSetting } from "../../web/src/forms/schema/change.ts";
import { freshValue } from "../../web/src/forms/schema/fresh.ts";
import { messageAt } from "../../web/src/forms/issue-text.ts";
import { isClaimed } from "../../web/src/forms/schema/paths.ts";
import { resolve } from "../../web/src/forms/schema/resolve.ts";
import { shapeOf } from "../../web/src/forms/schema/shape.ts";
import { variantOf, variantsOf } from "../../web/src/forms/schema/variants.ts";
import {
  evenPercentages,
  unusedBranchName,
  branchNameError,
} from "../../web/src/forms/schema/branch-names.ts";
import { required } from "../../src/domain/required.ts";
import type { BlockKind } from "../../web/src/api/block-kinds.ts";
import { useEnglish } from "./messages.ts";

useEnglish();

const schemaOf = (schema: z.ZodType) =>
  z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }) as JsonSchema;
const kindOf = (name: string) =>
  ({ schema: schemaOf(required(blockKinds.get(name), name).schema) }) as BlockKind;
const schemas = [...blockKinds].map(([kind, { schema }]) => [kind, schemaOf(schema)] as const);

describe("a block's form", () => {
  test.each(schemas)("has an input for every setting of %s", (_kind, root) => {
    const look = (given: JsonSchema): void => {
      const { schema } = resolve(given, root);
      expect(schema.$ref).toBeUndefined();
      // What has no shape of its own is edited as JSON, which only settings of any value are.
      if (shapeOf(schema) === "json" && schema.const === undefined) {
        expect(schema.widget).toBeDefined();
      }
      Object.values(schema.properties ?? {}).forEach(look);
      if (schema.items !== undefined && schema.widget !== "webhookBody") look(schema.items);
    };
    look(root);
  });

  test("shows every setting of an e-mail", () => {
    const { properties = {} } = new Map(schemas).get("sendEmail") ?? {};
    const shown = ["templateId", "subject", ...bodies, ...audience, ...more];
    expect(shown.toSorted()).toEqual(Object.keys(properties).toSorted());
  });

  test("shows every setting of a message to a segment, and keeps what another way had", () => {
    const { properties = {} } = new Map(schemas).get("sendToSegment") ?? {};
    const list = ["segment", "messages", "order"];
    const ofEmail = ["templateId", "subject", ...bodies, ...audience, ...more];
    const shown = [...list, ...ofEmail.filter((name) => name !== "to")];
    expect(shown.toSorted()).toEqual(Object.keys(properties).toSorted());

    const email = { segment: "VIP", subject: "Sale", topic: "news" };
    const listed = asList(email, {});
    expect(listed).toEqual({ segment: "VIP", messages: [] });
    const sms = { ...listed, segment: "Regulars", messages: [{ kind: "sendSms", config: {} }] };
    const again = asEmail(sms, email);
    expect(again).toEqual({ segment: "Regulars", subject: "Sale", topic: "news" });
    expect(asList(again, sms)).toEqual(sms);
  });

  test("takes “or null” apart and follows references; what stands beside one goes before it", () => {
    const shared = z.string().meta({ id: "SharedName", title: "Shared" });
    const root = schemaOf(
      z.strictObject({ a: shared.nullable().meta({ title: "Own" }), b: shared }),
    );
    expect(resolve(root.properties?.["a"] ?? {}, root)).toMatchObject({
      nullable: true,
      schema: { type: "string", title: "Own" },
    });
    expect(resolve(root.properties?.["b"] ?? {}, root).schema.title).toBe("Shared");
  });

  test("finds a value's form among a union's", () => {
    const root = schemaOf(
      z.union([
        z.string(),
        z.number(),
        z.strictObject({ plus: z.number() }),
        z.strictObject({ minus: z.number() }),
        z.strictObject({ kind: z.literal("sms"), text: z.string().optional() }),
      ]),
    );
    const variants = variantsOf(resolve(root, root).schema, root);
    expect(variants.map(({ name }) => name)).toEqual(["Text", "Number", "plus", "minus", "sms"]);
    const forms = ["x", 1, { plus: 2 }, { minus: 2 }, { kind: "sms" }, { kind: "fax" }, null];
    expect(forms.map((value) => variantOf(value, variants))).toEqual([0, 1, 2, 3, 4, -1, -1]);
  });

  test("begins a new entry with its defaults, and asks for nothing that is optional", () => {
    const entry = z.strictObject({
      name: z.string(),
      kind: z.literal("a"),
      share: z.number().default(5),
      note: z.string().optional(),
      days: z.array(z.string()),
    });
    const root = schemaOf(entry);
    expect(freshValue(root, root)).toEqual({ name: "", kind: "a", days: [] });
  });

  test("a problem stands at its input, or with the whole when no input shows it", () => {
    const issues = [
      { field: "ways[1].rule", message: "and[0]: unknown operator" },
      { field: "headers.X-Key", message: "is set by Campanile" },
      { field: "ways", message: "there is no branch yet: add one" },
      { message: "no way leads to it" },
    ];
    const deep = { path: "headers", deep: true };
    const [webhook, branch] = [kindOf("webhook"), kindOf("branch")];
    expect(messageAt(issues, deep, webhook)).toBe("X-Key: is set by Campanile");
    expect(messageAt(issues, { path: "ways", deep: false }, branch)).toBe(
      "There is no branch yet: add one",
    );
    // In the words of the form: no path, no operator.
    expect(messageAt(issues, { path: "ways[1]", deep: true }, branch)).toBe(
      "Condition: rule no. 1 compares in a way that is not known",
    );
    expect(messageAt(issues, { path: "ways", deep: true }, branch)).toContain("no. 2, Condition: ");
    expect(messageAt(issues, { path: "ways[10]", deep: true }, branch)).toBeUndefined();
    const claims = [deep, { path: "ways", deep: false }];
    expect(issues.map(({ field = "" }) => isClaimed(field, claims))).toEqual([
      false,
      true,
      true,
      false,
    ]);
  });

  test("settings keep their place, and one that is emptied is taken away", () => {
    expect(Object.keys(withSetting({ a: 1, b: 2, c: 3 }, "b", 5))).toEqual(["a", "b", "c"]);
    expect(withSetting({ a: 1, b: 2 }, "b", undefined)).toEqual({ a: 1 });
    expect(withSetting({ a: 1 }, "b", null)).toEqual({ a: 1, b: null });
    expect(Object.entries(renamed({ a: 1, b: 2 }, "a", "z"))).toEqual([
      ["z", 1],
      ["b", 2],
    ]);
  });

  test("moving an entry keeps all entries, and moving it back keeps their order", () => {
    fc.assert(
      fc.property(fc.array(fc.integer()), fc.nat(10), fc.constantFrom(-1, 1), (list, from, by) => {
        const there = moved(list, from, by);
        expect(there.toSorted()).toEqual(list.toSorted());
        const isMoved = from < list.length && from + by >= 0 && from + by < list.length;
        expect(isMoved ? moved(there, from + by, -by) : there).toEqual(list);
      }),
    );
  });

  test("a branch's name is its own, and shares come to 100", () => {
    expect(branchNameError("B", ["A"], ["else"])).toBeUndefined();
    expect(branchNameError(" A ", ["A"], [])).toContain("Another branch");
    expect(branchNameError("else", [], ["else"])).toContain("for everybody else");
    expect(branchNameError("  ", [], [])).toBeDefined();
    expect(unusedBranchName(["A", "C"])).toBe("B");
    for (let count = 1; count <= 20; count++) {
      const shares = evenPercentages(count);
      expect(shares.reduce((sum, share) => sum + Math.round(share * 100), 0)).toBe(10_000);
      expect(Math.max(...shares) - Math.min(...shares)).toBeLessThan(0.011);
    }
  });
});
