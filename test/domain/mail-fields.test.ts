import { describe, expect, test } from "vitest";
import {
  headerNameProblem,
  isMailbox,
  parseMailboxes,
  written,
} from "../../src/domain/mail-fields.ts";

const shown = (field: "from" | "cc", text: string): string => {
  const parsed = parseMailboxes(field, text);
  return parsed.outcome === "invalid" ? `! ${parsed.message}` : written(parsed.mailboxes);
};

test.each([
  ["hello@example.com", "hello@example.com"],
  [" Shop <hello@example.com> ", "Shop <hello@example.com>"],
  ['"Shop, Inc." <a@b.co>', '"Shop, Inc." <a@b.co>'],
  ["Shop, Inc. <a@b.co>", '"Shop, Inc." <a@b.co>'],
  ["Shop @ Home <a@b.co>", '"Shop @ Home" <a@b.co>'],
  ["Müller & Söhne <a@bücher.de>", "Müller & Söhne <a@bücher.de>"],
  ["Магазин 🎉 <a@b.ua>", "Магазин 🎉 <a@b.ua>"],
  ['"The \\"Best\\"" <a@b.co>', '"The \\"Best\\"" <a@b.co>'],
  ["O'Neil <a@b.co>", "O'Neil <a@b.co>"],
  ["Shop <shop@localhost>", "Shop <shop@localhost>"],
])("%s is one sender", (text, result) => {
  expect(shown("from", text)).toBe(result);
});

describe("what is no sender is told in words", () => {
  test.each([
    "nobody",
    "a@",
    "@b.co",
    "a@b",
    "a b@c.de",
    "Shop <a@b.co",
    "Shop a@b.co>",
    "Shop <a@b.co> <c@d.co>",
    "a@b.co c@d.co",
    "a@b.co;c@d.co",
    "<>",
    "Shop <>",
    "Shop",
    "a@b.co, ",
    "Shop <a@b.co>\r\nBcc: c@d.co",
    "a..b@c.de",
  ])("%s", (text) => {
    expect(shown("from", text)).toMatch(/^! .*(can't be read|is not an e-mail address|line break)/);
  });

  test("two of them", () => {
    for (const text of ["a@b.co, c@d.co", "A <a@b.co>, C <c@d.co>", "team: a@b.co, c@d.co;"]) {
      expect(shown("from", text)).toMatch(/^! .*names several addresses/);
    }
  });
});

test("others who get it may be many, and none", () => {
  expect(shown("cc", "a@b.co, C <c@d.co>")).toBe("a@b.co, C <c@d.co>");
  expect(shown("cc", " ")).toBe("");
  expect(shown("cc", Array.from({ length: 51 }, (_, at) => `a${at}@b.co`).join(","))).toBe(
    "! names more than 50 addresses",
  );
});

test.each([
  ["X-Campaign", null],
  ["Feedback-ID", null],
  ["In-Reply-To", null],
  ["Auto-Submitted", null],
  ["From", "From has a setting of its own"],
  ["reply-to", "reply-to has a setting of its own"],
  ["Message-ID", "Message-ID is written by the system, and can't be set"],
  ["content-type", "content-type is written by the system, and can't be set"],
  ["List-Unsubscribe-Post", "List-Unsubscribe-Post is written by the system, and can't be set"],
  ["DKIM-Signature", "DKIM-Signature is written by the system, and can't be set"],
  ["Return-Path", "Return-Path is written by the system, and can't be set"],
])("the header %s: %s", (name, problem) => {
  expect(headerNameProblem(name)).toBe(problem);
});

test.each(["X Campaign", "X-Campaign:", "", "X\r\nBcc", "Ünï", "1-X"])(
  "%j is no header's name",
  (name) => {
    expect(headerNameProblem(name)).toMatch(/^a header's name has a letter/);
  },
);

test("a setting for the sender may name any host", () => {
  expect(["Campanile <campaigns@localhost>", "a@b", "nobody", "a@b, c@d"].map(isMailbox)).toEqual([
    true,
    true,
    false,
    false,
  ]);
});
