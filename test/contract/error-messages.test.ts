import { expect, test } from "vitest";
import { z } from "zod";
import { createBindingBody } from "../../src/contract/api/binding.ts";
import { newApiKey } from "../../src/contract/api/api-keys.ts";
import { id } from "../../src/contract/api/fields.ts";
import { incomingEvent } from "../../src/contract/incoming-event.ts";
import { incomingOrder } from "../../src/services/orders/incoming-order.ts";
import { fieldErrorsOf } from "../../src/contract/parse.ts";

/** What is wrong with a value, as `path: message`. */
function faults(schema: z.ZodType, value: unknown): string[] {
  const parsed = schema.safeParse(value);
  if (parsed.success) return [];
  return fieldErrorsOf(parsed.error).map(({ path, message }) =>
    `${path}: ${message}`.replace(/^: /, ""),
  );
}

test.each<[z.ZodType, unknown, string]>([
  [z.string(), undefined, "is missing"],
  [z.string(), null, "must be text"],
  [z.number(), "1", "must be a number"],
  [z.int(), 1.5, "must be a whole number"],
  [z.boolean(), "true", "must be true or false"],
  [z.array(z.string()), {}, "must be a list"],
  [z.strictObject({}), [], "must be an object"],
  [z.record(z.string(), z.string()), 1, "must be an object"],
  [z.union([z.string(), z.number()]), true, "must be text or a number"],
  [z.union([z.string(), z.number()]), undefined, "is missing"],
  [z.enum(["start", "stop"]), "x", "must be start or stop"],
  [z.enum(["a", "b", "c"]), "x", "must be one of a, b, c"],
  [z.enum(["a", "b", "c"]), undefined, "is missing: must be one of a, b, c"],
  [z.literal("a"), "b", "must be a"],
  [z.int().min(1), 0, "must be at least 1"],
  [z.int().max(5), 6, "must be at most 5"],
  [z.number().gt(0), 0, "must be more than 0"],
  [z.number().multipleOf(5), 6, "must be a multiple of 5"],
  [z.string().min(1), "", "must not be empty"],
  [z.string().min(2), "a", "must have at least 2 characters"],
  [z.string().max(1), "ab", "must have at most 1 character"],
  [z.string().length(3), "ab", "must have exactly 3 characters"],
  [z.array(z.string()).min(1), [], "must have at least 1 entry"],
  [z.array(z.string()).max(2), ["a", "b", "c"], "must have at most 2 entries"],
  [z.email(), "grace@", "must be an e-mail address"],
  [z.iso.datetime(), "today", "must be an instant such as 2026-03-01T12:00:00Z"],
  [z.string().regex(/^a$/), "b", "has not the form that is expected here"],
  [id, undefined, "is missing"],
  [id, "x", "is not an id"],
  [z.string().refine(() => false), "x", "can't be used"],
])("fault %#: %s", (schema, value, message) => {
  expect(faults(schema, value)).toEqual([message]);
});

test("a binding's faults read well", () => {
  expect(faults(createBindingBody, { eventTypeKey: "order" })).toEqual([
    "role: is missing: must be start or stop",
  ]);
  expect(faults(createBindingBody, { role: "begin" })).toEqual(["role: must be start or stop"]);
  const start = { role: "start", eventTypeKey: "order" };
  expect(faults(createBindingBody, start)).toEqual(["frequency: is missing"]);
  expect(faults(createBindingBody, { ...start, frequency: { kind: "often" } })).toEqual([
    "frequency.kind: must be one of each, once, period",
  ]);
  const frequency = { kind: "period", every: 0, unit: "fortnights", timeZone: "Mars" };
  expect(faults(createBindingBody, { ...start, frequency })).toEqual([
    "frequency.every: must be at least 1",
    "frequency.unit: must be one of hours, days, weeks, months",
    "frequency.timeZone: must be an IANA time zone such as Europe/Berlin",
  ]);
  const filtered = { ...start, frequency: { kind: "each" }, filter: { "==": [{ var: "x.y" }, 1] } };
  const [fault, ...others] = faults(createBindingBody, filtered);
  expect(others).toEqual([]);
  expect(fault).toMatch(/^filter: .*x\.y/);
});

test("an event's faults read well", () => {
  expect(faults(incomingEvent, "x")).toEqual(["must be an object"]);
  const params = [{ value: 1 }, { name: "", value: 1 }, 5];
  expect(faults(incomingEvent, { keyValue: {}, messageId: 5, contact: [], params })).toEqual([
    "eventTypeKey: is missing",
    "keyValue: must be text or a number",
    "params[0].name: is missing",
    "params[1].name: must not be empty",
    "params[2]: must be an object",
    "messageId: must be text",
    "contact: must be an object",
  ]);
  const long = "n".repeat(101);
  expect(faults(incomingEvent, { eventTypeKey: 1, params: { [long]: 1 } })).toEqual([
    "eventTypeKey: must be text",
    `params.${long}: its name must have at most 100 characters`,
  ]);
});

test("an order's faults read well", () => {
  expect(faults(incomingOrder, { status: "LOST", email: "a@b.eu", date: 5 })).toEqual([
    "externalOrderId: is missing",
    "totalCost: is missing",
    "status: must be one of ABANDONED_SHOPPING_CART, INITIALIZED, IN_PROGRESS, DELIVERED, CANCELLED",
    "date: must be a date such as 2026-03-01T12:00:00Z",
    "currency: is missing",
  ]);
});

test("a scope that there isn't is named with those that there are", () => {
  expect(faults(newApiKey, { name: "Shop", scopes: ["send", "Shop"] })).toEqual([
    "scopes[1]: must be one of send, read, manage, admin, collect",
  ]);
});
