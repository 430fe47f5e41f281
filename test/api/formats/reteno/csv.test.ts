import { expect, test } from "vitest";
import { csvRows } from "../../../../src/services/contact-imports/csv-rows.ts";
import { renderer } from "../../../support/renderer.ts";

async function rowsOf(...pieces: Buffer[]): Promise<unknown[]> {
  async function* bytes(): AsyncGenerator<Buffer> {
    yield* pieces;
  }
  const rows: unknown[] = [];
  for await (const row of csvRows(renderer, bytes())) rows.push(row);
  return rows;
}

const text = "email,first name\nzoe@b.eu,Zoé\n";
const contact = { contact: { profile: { firstName: "Zoé" } } };

test("a file in UTF-8 is read, wherever it is cut", async () => {
  const bytes = Buffer.from(text);
  for (let cut = 1; cut < bytes.length; cut++) {
    const rows = await rowsOf(bytes.subarray(0, cut), bytes.subarray(cut));
    expect(rows).toMatchObject([contact]);
  }
  expect(await rowsOf(Buffer.from(`\uFEFF${text}`))).toMatchObject([contact]);
});

test("a file in UTF-16 with its mark is read", async () => {
  expect(await rowsOf(Buffer.from(`\uFEFF${text}`, "utf16le"))).toMatchObject([contact]);
});

test("a file in another encoding is refused, not kept with other names", async () => {
  await expect(rowsOf(Buffer.from(text, "latin1"))).rejects.toThrow("the file is not UTF-8");
  await expect(rowsOf(Buffer.from(`${text}é`).subarray(0, -1))).rejects.toThrow("not UTF-8");
});
