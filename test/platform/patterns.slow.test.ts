import { expect, test } from "vitest";
import { growthFault } from "./patterns/growth.ts";
import { worstShapes } from "./patterns/worst-shapes.ts";
import { patternsIn } from "./patterns/written.ts";

const folders = ["src", "replay", "packages/client/src", "web/src"];
const { literals, made } = patternsIn(folders);

/** What is made of texts, as it is made. */
const madeOf = [
  { file: "src/contract/event-type-name.ts", source: "[<;'\\\\/|\"`^?!,>]|\\p{Cc}", flags: "gu" },
  { file: "replay/check.ts", source: "^[ \\t]*name:(.*)$", flags: "m" },
  {
    file: "src/channels/email/place-links.ts",
    source: "https://a1\\.invalid/(\\d+)",
    flags: "g",
  },
  ...[
    "(\\d{1,2})(?:st|nd|rd|th)?[ -]MONTH,?[ -](\\d{4})(?!\\d)",
    "MONTH (\\d{1,2})(?:st|nd|rd|th)?,? (\\d{4})(?!\\d)",
  ].map((form) => ({
    file: "src/domain/date-text.ts",
    source: `^(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\\.?,? +)?${form.replace("MONTH", "(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\\.?")}`,
    flags: "i",
  })),
  { file: "src/rendering/work/compile-mjml.ts", source: "lqd(\\d+)q", flags: "g" },
  {
    file: "web/src/forms/widgets/KeyValueWidget.tsx",
    source: "^[A-Za-z_][A-Za-z0-9_]*$",
    flags: "",
  },
];

test("every pattern that is made of a text is known here", () => {
  expect([...made].toSorted()).toEqual(madeOf.map(({ file }) => file).toSorted());
});

const every = [...literals, ...madeOf];
const distinct = [...new Map(every.map((one) => [`/${one.source}/${one.flags}`, one])).entries()];

/** Whether something in a pattern may come any number of times: without that it is linear. */
function repeats(source: string): boolean {
  const bare = source.replaceAll(/\\./g, "_").replaceAll(/\[[^\]]*\]/g, "_");
  return /[*+]|\{\d+,\}|\{\d*,?\d{2,}\}/.test(bare);
}

test("there are patterns to be looked at", () => {
  expect(distinct.length).toBeGreaterThan(100);
});

test.each([
  ["(a+)+$", ""],
  ["\\{\\{(.*?)\\}\\}", "g"],
  ["\\s+$", ""],
  ["^(a|aa)+$", ""],
  ["a*b?a*x", ""],
])("a pattern that is worse than linear is found: /%s/", (source, flags) => {
  expect(faultOf({ source, flags }, 1)).not.toBeNull();
});

test.each(["^[a-z]+@[a-z]+$", "[<>&]", "\\{\\{[^{}]*\\}\\}"])(
  "and none that is not: /%s/",
  (source) => {
    expect(faultOf({ source, flags: "g" })).toBeNull();
  },
);

test("no pattern takes more than linear time on its worst shapes", () => {
  const repeating = distinct.filter(([, { source }]) => repeats(source));
  expect(repeating.length).toBeGreaterThan(100);
  const faults = repeating.flatMap(([name, pattern]) => {
    const fault = faultOf(pattern);
    return fault === null ? [] : [`${pattern.file}: ${name}: ${fault}`];
  });
  expect(faults).toEqual([]);
});

/** On a machine that does other work a measurement may be wrong once, but not each time. */
const measurements = 6;

function faultOf(pattern: { source: string; flags: string }, times = measurements): string | null {
  for (const shape of worstShapes(pattern.source, pattern.flags)) {
    let fault = growthFault(pattern, shape);
    for (let again = 1; again < times && fault !== null; again++) {
      fault = growthFault(pattern, shape);
    }
    if (fault !== null) return `${fault}, such as ${JSON.stringify(shape(10))}`;
  }
  return null;
}
