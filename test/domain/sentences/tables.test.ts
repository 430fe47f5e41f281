import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { channels } from "../../../src/channels/registry.ts";
import { identityKinds } from "../../../src/domain/identity-kinds.ts";
import { readSentence, sentenceTables } from "../../../src/domain/sentences/read-sentence.ts";
import type { Template } from "../../../src/domain/sentences/template.ts";
import { filled, templateOf, valuesOf } from "../../../src/domain/sentences/template.ts";
import { channelWords, shapes } from "../../../src/domain/sentences/values.ts";

const sentences = Object.entries(sentenceTables).flatMap(([room, texts]) =>
  Object.entries(texts).map(([key, text]) => ({
    key: `${room}.${key}`,
    read: `${room}.${key.replace(/_(?:one|other)$/, "")}`,
    text,
    template: templateOf(text),
  })),
);
const texts = sentences.map(({ text }) => text);

/** What others may write, and a sentence's own words among it. */
const nasty = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        '"',
        "“",
        ": ",
        "; ",
        ", ",
        "{",
        "}",
        "{key}",
        "$&",
        "\\",
        "\n",
        " ",
        "…",
        "(",
        ")",
      ),
      fc.constantFrom(...texts),
      fc.string({ unit: "grapheme", maxLength: 8 }),
    ),
    { maxLength: 5 },
  )
  .map((parts) => parts.join(""));
const plain = fc.stringMatching(/^[a-z]{3,8}$/);

const instant = fc
  .date({ min: new Date(0), max: new Date("2100-01-01"), noInvalidDate: true })
  .map((date) => date.toISOString());
const span = fc
  .tuple(fc.nat(400), fc.constantFrom("minutes", "hours", "days", "weeks", "months"))
  .map(([amount, unit]) => (amount === 1 ? `1 ${unit.slice(0, -1)}` : `${amount} ${unit}`));
const label = fc.constantFrom(...Object.values(channelWords));
const window = fc
  .tuple(fc.constantFrom("every day", "Mon", "Tue, Sat"), fc.constantFrom("00:00", "09:30"))
  .map(([days, from]) => `${days} ${from}–24:00`);

const shaped: Record<keyof typeof shapes, fc.Arbitrary<string>> = {
  number: fc.oneof(fc.nat().map(String), fc.constant("2.5")),
  instant,
  date: instant.map((at) => at.slice(0, 10)),
  clock: fc.constantFrom("00:00", "23:59"),
  name: fc.constantFrom("found", "a_1", "X"),
  id: fc.uuid(),
  zone: fc.constantFrom("Europe/Kyiv", "UTC", "Etc/GMT+5", "+02:00"),
  span,
  every: fc.oneof(span, fc.constantFrom("hour", "day", "month")),
  hours: fc.array(window, { minLength: 1, maxLength: 3 }).map((all) => all.join("; ")),
  channel: label,
  Channel: label.map((word) => word.charAt(0).toUpperCase() + word.slice(1)),
  channels: fc.constantFrom("email", "sms and webPush", "email and sms and slack"),
  statuses: fc.constantFrom("DELIVERED", "IN_PROGRESS or CANCELLED"),
  kind: fc.constantFrom(...identityKinds),
  kinds: fc.constantFrom("email", "email or phone", "phone or pushToken or contactKey"),
  state: fc.constantFrom("sent", "not sent", "held", "failed"),
  condition: fc.constantFrom(
    "event.params.x is set",
    'not (event.params.x equals "a: b" or contact.email is empty)',
  ),
};

function valuesFor(
  { parts }: Template,
  free: fc.Arbitrary<string>,
): fc.Arbitrary<Record<string, string>> {
  return fc.record(
    Object.fromEntries(
      parts.flatMap((part) =>
        typeof part === "string"
          ? []
          : [[part.name, part.kind in shapes ? shaped[part.kind as "number"] : free]],
      ),
    ),
  );
}

const templateAt = (key: string): Template => {
  const found = sentences.find((one) => one.key === key);
  if (found === undefined) throw new Error(`there is no sentence ${key}`);
  return found.template;
};

test("no two sentences are the same, and each can be taken apart", () => {
  expect(sentences.length).toBeGreaterThan(250);
  expect(new Set(texts).size).toBe(texts.length);
  for (const { key, template } of sentences) {
    const between = template.segments.slice(1);
    for (const [place, segment] of between.entries()) {
      const isEnd = place === between.length - 1 && segment.length === 0;
      expect(isEnd || typeof segment[0] === "string", key).toBe(true);
    }
    for (const part of template.parts) {
      if (typeof part === "string") continue;
      const kinds = [...Object.keys(shapes), "text", "sentence", "list", "parts", "deeds", "rule"];
      expect(kinds, `${key}: ${part.name}`).toContain(part.kind);
    }
  }
});

test("a sentence that counts has a form for one, and one for more that says the number", () => {
  for (const [room, table] of Object.entries(sentenceTables)) {
    for (const key of Object.keys(table)) {
      if (!/_(one|other)$/.test(key)) continue;
      const base = key.replace(/_(one|other)$/, "");
      expect(Object.keys(table), `${room}.${key}`).toEqual(
        expect.arrayContaining([`${base}_one`, `${base}_other`]),
      );
      expect((table as Record<string, string>)[`${base}_other`]).toContain("{count:number}");
      expect((table as Record<string, string>)[`${base}_one`]).not.toContain("{count");
    }
  }
});

test("channels are called here as their descriptions call them", () => {
  const described = [...channels.values()].map(({ name, label: word }) => [name, word]);
  expect(Object.entries(channelWords).toSorted()).toEqual(described.toSorted());
});

describe("what is said is read again", () => {
  test.each(sentences.map((one) => [one.key, one] as const))("%s", (key, { read, template }) => {
    fc.assert(
      fc.property(valuesFor(template, plain), (values) => {
        expect(readSentence(filled(template, values))?.key).toBe(read);
      }),
      { numRuns: 15 },
    );
    fc.assert(
      fc.property(valuesFor(template, nasty), (values) => {
        const text = filled(template, values);
        // Its own template takes it apart and gives it again, letter by letter.
        const own = valuesOf(template, text);
        if (own === null) throw new Error(`${key} can't read ${text}`);
        expect(filled(template, textsOf(own))).toBe(text);
        // Whichever sentence it is taken for, no letter of it is lost.
        const found = readSentence(text);
        if (found === null) throw new Error(`nobody can read ${text}`);
        expect(said(found)).toContain(text);
      }),
      { numRuns: 15 },
    );
  });
});

function textsOf(values: Record<string, { text: string }>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([name, { text }]) => [name, text]));
}

/** What a sentence that was read says, in each of its forms. */
function said({
  key,
  values,
}: {
  key: string;
  values: Record<string, { text: string }>;
}): string[] {
  return sentences
    .filter((one) => one.read === key)
    .map(({ template }) => filled(template, textsOf(values)));
}

test("values that may be any text keep whatever looks like the end of the sentence", () => {
  const key = 'x" came at 2026-01-01T00:00:00.000Z, within its look-back period';
  const at = "2026-11-29T10:00:00.000Z";
  const text = filled(templateAt("decisions.stoppedBefore"), { key, at });
  expect(readSentence(text)?.values).toEqual({
    key: { kind: "text", text: key },
    at: { kind: "instant", text: at },
  });
});

test.each([
  "",
  "550 5.1.1 no such mailbox",
  "Waits",
  "Waits 3 fortnights",
  "the event occurred at noon, longer ago than the limit of 3 days",
  "once per contact in each calendar day (nowhere at all)",
  "stops runs of this contact",
])("what the API doesn't say is nobody's sentence: %s", (text) => {
  expect(readSentence(text)).toBeNull();
});

test("a text that goes on and on without its end is looked through once", () => {
  const endless = "; free again at ".repeat(50_000);
  expect(readSentence(`3 of 3 messages in 24 hours have been sent: ${endless}`)).toBeNull();
});
