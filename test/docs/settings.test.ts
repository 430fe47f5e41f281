import { expect, test } from "vitest";
import { settings } from "../../src/platform/config/settings.ts";
import { tableRows, textOf } from "./markdown.ts";

const rows = tableRows(textOf("docs/reference/settings.md")).map(([name = "", preset = ""]) => ({
  name: name.replaceAll("`", ""),
  preset,
}));

test("every setting is on the page, once, and none is invented", () => {
  expect(rows.map(({ name }) => name).toSorted()).toEqual(Object.keys(settings.shape).toSorted());
});

test("every default is the one that holds", () => {
  const presets = Object.entries(settings.parse({})).filter(([, value]) => value !== undefined);
  const told = rows
    .filter(({ name, preset }) => preset !== "" && name !== "PUBLIC_URL")
    .map(({ name, preset }) => [name, preset.replaceAll("`", "")]);
  expect(Object.fromEntries(told)).toEqual(
    Object.fromEntries(
      presets.map(([name, value]) => [name, String(value as string | number | string[])]),
    ),
  );
});
