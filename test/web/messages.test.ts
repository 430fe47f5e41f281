import { expect, test } from "vitest";
import { languages } from "../../web/src/i18n/languages.ts";
import type { MessageTree } from "./messages.ts";
import { messageFiles, readMessages } from "./messages.ts";

const plurals = /_(zero|one|two|few|many|other)$/;

function leaves(tree: MessageTree, path = ""): [path: string, text: string][] {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === "string"
      ? [[`${path}${key}`, value] as [string, string]]
      : leaves(value, `${path}${key}.`),
  );
}

const named = (text: string) =>
  [...text.matchAll(/\{\{-? ?([a-zA-Z]+)|<\/?([a-z]+)>/g)]
    .map(([, value, tag]) => value ?? `<${tag}>`)
    .toSorted();

const others = languages.map(({ code }) => code).filter((code) => code !== "en");
const files = messageFiles("en");

test.each(others)("%s has every message file of English, and no more", (language) => {
  expect(files.length).toBeGreaterThan(0);
  expect(messageFiles(language)).toEqual(files);
});

test.each(others.flatMap((language) => files.map((file) => [language, file] as const)))(
  "%s/%s has every message, each plural form of the language, and the same values in them",
  (language, file) => {
    const english = leaves(readMessages("en", file));
    const texts = new Map(leaves(readMessages(language, file)));
    const forms = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
    const expected = new Set<string>();
    for (const [path, text] of english) {
      const counted = plurals.test(path);
      const paths = counted ? forms.map((form) => path.replace(plurals, `_${form}`)) : [path];
      for (const each of paths) {
        expected.add(each);
        const translated = texts.get(each);
        expect(translated?.trim(), `${file}: ${each}`).toBeTruthy();
        // "One order" need not say the number; all other forms do.
        if (!counted || each.endsWith("_many")) {
          const form = counted ? path.replace(plurals, "_other") : path;
          const source = english.find(([other]) => other === form)?.[1] ?? text;
          expect(named(translated ?? ""), `${file}: ${each}`).toEqual(named(source));
        }
      }
    }
    expect(new Set(texts.keys())).toEqual(expected);
  },
);

test.each(files)("English counts in both of its forms: %s", (file) => {
  const paths = new Set(leaves(readMessages("en", file)).map(([path]) => path));
  for (const path of paths) {
    if (!plurals.test(path)) continue;
    for (const form of ["_one", "_other"]) expect(paths).toContain(path.replace(plurals, form));
  }
});
