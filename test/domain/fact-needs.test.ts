import { expect, test } from "vitest";
import { factNeedsOf } from "../../src/domain/fact-needs.ts";

const none = { chats: false, rfm: false };
const all = { chats: true, rfm: true };

test.each([
  ["Hello {{ contact.firstName }}, write to us", none],
  [JSON.stringify({ rule: { "==": [{ var: "contact.attributes.city" }, "Kyiv"] } }), none],
  [JSON.stringify({ field: "contact.createdAt", inContactTimeZone: true }), none],
  ["{{ contact.rfm.class }}", { chats: false, rfm: true }],
  [JSON.stringify({ var: 'contact["rfm"]["class"]' }), all],
  ["{% if contact.chats.telegram %}", { chats: true, rfm: false }],
  ["{{ contact | json }}", all],
  ["{% assign who = contact %}{{ who.firstName }}", all],
  ["{{ contact[vars.field] }}", all],
  ["$!{contact}", all],
])("what may be asked for is read, and nothing else: %s", (text, needs) => {
  expect(factNeedsOf(text)).toEqual(needs);
});

test("a message to a chat needs where it goes", () => {
  expect(factNeedsOf("Hello", ["email", "telegram"])).toEqual({ chats: true, rfm: false });
  expect(factNeedsOf("Hello", ["email", null, "phone"])).toEqual(none);
});
