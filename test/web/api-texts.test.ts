import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { channelNames, channelOf } from "../../src/channels/registry.ts";
import { projectRoot } from "../../src/platform/project-root.ts";
import { providersOf } from "../../src/services/channel-setups/list.ts";
import { listExamples } from "../../src/services/examples/examples.ts";
import type { JsonSchema } from "../../web/src/api/json-schema.ts";
import { channelWithTexts } from "../../web/src/i18n/channel-texts.ts";
import { languages } from "../../web/src/i18n/languages.ts";
import { englishName } from "../../web/src/i18n/field-names.ts";
import { testDatabase } from "../support/database.ts";

// What the API says and the pages show of it, in each language but English, by the English text.

const others = languages.map(({ code }) => code).filter((code) => code !== "en");

const textsOf = (what: string, language: string) =>
  JSON.parse(
    readFileSync(
      join(projectRoot, "web", "src", "i18n", `${what}-texts`, `${language}.json`),
      "utf8",
    ),
  ) as Record<string, string>;

const inBraces = (text: string) => (text.match(/\{\{[^{}]*\}\}/g) ?? []).toSorted();

function expectSound(texts: Record<string, string>): void {
  for (const [english, text] of Object.entries(texts)) {
    expect(text.trim(), english).toBeTruthy();
    expect(inBraces(text), english).toEqual(inBraces(english));
  }
}

test.each(others)("%s has each text of the channels' forms, and no more", (language) => {
  const texts = textsOf("channel", language);
  const asked = new Set<string>();
  for (const name of channelNames) {
    const providers = providersOf(channelOf(name)) as {
      label: string;
      settings: JsonSchema;
      secrets: JsonSchema;
    }[];
    channelWithTexts({ providers }, (text) => {
      if (text !== "") asked.add(text);
      return text;
    });
  }
  expect(asked.size).toBeGreaterThan(100);
  expect(Object.keys(texts).toSorted()).toEqual([...asked].toSorted());
  expectSound(texts);
});

test.each(others)(
  "%s has the title and the description of each example, and no more",
  async (language) => {
    const texts = textsOf("example", language);
    const said = (await listExamples()).flatMap(({ title, description }) => [title, description]);
    expect(Object.keys(texts).toSorted()).toEqual(said.toSorted());
    expectSound(texts);
  },
);

test.each(others)("%s names each column that the audit log can tell", async (language) => {
  const { db } = await testDatabase();
  const rows = await db.query<{ column: string }>(
    `select distinct a.attname as column
       from pg_trigger t
       join pg_class c on c.oid = t.tgrelid and c.relnamespace = 'public'::regnamespace
       join pg_proc p on p.oid = t.tgfoid and p.proname = 'write_audit_row'
       join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
      where not exists (select from unnest(string_to_array(encode(t.tgargs, 'escape'), '\\000'))
                          with ordinality as arg (value, place)
                         where arg.place = 4 and a.attname = any(string_to_array(arg.value, ',')))`,
  );
  const camel = (column: string) =>
    column.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
  const names = rows.map(({ column }) => englishName(camel(column)));
  expect(names.length).toBeGreaterThan(100);
  const texts = textsOf("field", language);
  expect(names.filter((name) => texts[name] === undefined)).toEqual([]);
  expectSound(texts);
});
