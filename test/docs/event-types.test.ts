import { expect, test } from "vitest";
import { testDatabase } from "../support/database.ts";
import { tableRows, textOf } from "./markdown.ts";

test("every event type of the system is on the page as it is made, and none is invented", async () => {
  const { db } = await testDatabase();
  const made = await db.query<{ row: string[] }>(
    `select array[key, name, category, description] as row from event_types where source = 'system'`,
  );
  const told = tableRows(textOf("docs/reference/event-types.md")).map((cells) =>
    cells.map((cell) => cell.replaceAll("`", "")),
  );
  const inOrder = (rows: string[][]) => rows.map((row) => row.join(" | ")).toSorted();
  expect(inOrder(told)).toEqual(inOrder(made.map(({ row }) => row)));
});
