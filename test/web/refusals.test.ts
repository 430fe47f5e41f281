import fc from "fast-check";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { projectRoot } from "../../src/platform/project-root.ts";
import { templateOf, valuesOf } from "../../src/domain/sentences/template.ts";
import type { RefusalTexts } from "../../web/src/i18n/refusal-reader.ts";
import { refusalWords } from "../../web/src/i18n/refusals.ts";
import { composed, saidElsewhere } from "./refusals/composed.ts";
import { speakRefusals } from "./refusals/speak.ts";
import { writtenRefusals } from "./refusals/written.ts";

const file = join(projectRoot, "web", "src", "i18n", "refusal-texts", "uk.json");
const { refusals } = JSON.parse(readFileSync(file, "utf8")) as RefusalTexts;

beforeAll(() => speakRefusals("uk"));
afterAll(() => speakRefusals("en"));

const speaks = /[A-Za-z]{2}/;
const written = writtenRefusals();
/** Said with a text from elsewhere behind it. */
const spliced = ["is {}"];
const texts = [
  ...written.filter(({ text }) => speaks.test(text) && !spliced.includes(text)),
  ...saidElsewhere.map((text) => ({ text, where: "composed.ts" })),
];

/** With a value in each place: a number, as it may count. */
function withValues(text: string): { said: string; values: string[] } {
  const [first = "", ...others] = text.split("{}");
  const values = others.map((_, place) => String(71 + place));
  return { said: first + others.map((part, place) => `${values[place]}${part}`).join(""), values };
}

test("each refusal that the sources write is said in Ukrainian, with its values", () => {
  expect(texts.length).toBeGreaterThan(500);
  const lacking = texts.filter(({ text }) => {
    const { said, values } = withValues(text);
    const words = refusalWords(said);
    return !/\p{Script=Cyrillic}/u.test(words) || values.some((value) => !words.includes(value));
  });
  expect(lacking.map(({ text, where }) => `${where}: ${text}`)).toEqual([]);
});

test("no text is kept that nothing says", () => {
  const all = [...new Set(written.map(({ text }) => text)), ...saidElsewhere].map(
    (text) => withValues(text).said,
  );
  const left = Object.keys(refusals).filter((english) => {
    const template = templateOf(english);
    return !all.some((said) => valuesOf(template, said) !== null);
  });
  expect(left).toEqual([]);
});

test("a refusal whose message comes from elsewhere is known, and who says it", () => {
  const left = written.filter(
    ({ text, of }) => of === "refusal" && text.replaceAll("{}", "").trim() === "",
  );
  const files = new Set(left.map(({ where }) => where.split(":")[0]));
  expect([...files].toSorted()).toEqual(Object.keys(composed).toSorted());
});

const awkward = [
  "",
  '"',
  "»",
  "{name}",
  "{{ x }}",
  "; ",
  " or ",
  ": ",
  "\n",
  " already",
  "is missing",
  '" is there twice',
  "there is no workflow ",
  " has 2 faults",
];

test("a value is never lost, whatever stands in it", () => {
  const junk = fc.array(fc.constantFrom(...awkward), { maxLength: 4 }).map((all) => all.join(""));
  const english = fc.constantFrom(...Object.keys(refusals));
  fc.assert(
    fc.property(english, junk, junk, (text, before, behind) => {
      const template = templateOf(text);
      const tokens: string[] = [];
      const said = template.parts.map((part, place) => {
        if (typeof part === "string") return part;
        // What counts is a number, and nothing else.
        const token = part.kind === "number" ? "7" : `qx${place}Ж`;
        tokens.push(token);
        return part.kind === "number" ? token : before + token + behind;
      });
      const words = refusalWords(said.join(""));
      expect(words).not.toContain("undefined");
      for (const token of tokens) expect(words, said.join("")).toContain(token);
    }),
    { numRuns: 2_000 },
  );
});

test("what counts is in the right form, and numbers of four digits and more are written as usual", () => {
  expect(refusalWords("the body has 2 faults")).toBe("у тілі запиту 2 помилки");
  expect(refusalWords("the draft has 11 problems")).toBe("у чернетці 11 помилок");
  expect(refusalWords("must have at most 21 characters")).toBe("потрібно щонайбільше 21 символ");
  expect(refusalWords("must have at most 10000 characters")).toBe(
    "потрібно щонайбільше 10\u00a0000 символів",
  );
});

test("faults in a refusal are said too, and names as they are", () => {
  expect(refusalWords("must be text or a number")).toBe("має бути текст або число");
  expect(refusalWords("must be EUR or USD")).toBe("має бути EUR або USD");
  expect(refusalWords("at most 30 days")).toBe("найбільше — 30 днів");
  expect(refusalWords("and[1].==: takes 2 arguments, not 3")).toBe(
    "and[1].==: аргументів має бути 2, а не 3",
  );
  expect(refusalWords("the run has ended: it is failed")).toBe(
    "запуск завершився, його стан: збій",
  );
});

test("what isn't known stays as it is, and a long text is read at once", () => {
  for (const text of ["", "550 5.1.1 no such mailbox", "x: y", "це вже українською"]) {
    expect(refusalWords(text)).toBe(text);
  }
  const long = 'there is a pool named "'.repeat(20_000);
  const began = performance.now();
  expect(refusalWords(long)).toBe(long);
  expect(performance.now() - began).toBeLessThan(1_000);
});
