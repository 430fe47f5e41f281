import fc from "fast-check";
import { expect, test } from "vitest";
import { csvRows, wholeRows } from "../../src/services/contact-imports/csv-rows.ts";
import { renderer } from "../support/renderer.ts";

async function* inChunks(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

test("a file in pieces is the file, each piece ending where a row ends", async () => {
  const cell = fc.constantFrom("a", "ü", '"x\n;y"', '"say ""hi"""', "");
  const rows = fc.array(fc.array(cell, { minLength: 1, maxLength: 4 }), {
    minLength: 1,
    maxLength: 8,
  });
  const ends = fc.constantFrom("\n", "\r\n", "\r");
  await fc.assert(
    fc.asyncProperty(rows, ends, fc.integer({ min: 1, max: 5 }), async (table, end, chunk) => {
      const row = `${table.map((cells) => cells.join(",")).join(end)}${end}`;
      const bytes = Buffer.from(row.repeat(Math.ceil(300_000 / row.length)));
      const pieces: Buffer[] = [];
      for await (const piece of wholeRows(inChunks(bytes, chunk * 20_011))) pieces.push(piece);
      expect(Buffer.concat(pieces).equals(bytes)).toBe(true);
      for (const piece of pieces.slice(0, -1)) {
        expect(piece.toString().split('"').length % 2).toBe(1);
        expect(piece.at(-1)).toBe(end === "\r" ? 0x0d : 0x0a);
      }
    }),
    { numRuns: 15 },
  );
});

test("rows are read alike wherever the file is cut, also of UTF-16", async () => {
  const lines = Array.from({ length: 6_000 }, (_, n) => `ada${n}@example.com;"Ada\n${n}";Zürich`);
  const file = `email;first name;city\r\n${lines.join("\r\n")}`;
  for (const bytes of [Buffer.from(file), Buffer.from(`\ufeff${file}`, "utf16le")]) {
    const read = [];
    for await (const row of csvRows(renderer, inChunks(bytes, 65_537))) read.push(row);
    expect(read).toHaveLength(6_000);
    expect(read[5_999]).toMatchObject({
      contact: {
        identities: [{ kind: "email", value: "ada5999@example.com" }],
        profile: { firstName: "Ada\n5999", attributes: { city: "Zürich" } },
      },
    });
  }
});

test("a file that is no CSV is told, and one without line ends fills no memory", async () => {
  const read = async (text: string) => {
    for await (const row of csvRows(renderer, inChunks(Buffer.from(text), 65_536))) void row;
  };
  await expect(read(`email\n"${"x".repeat(600_000)}`)).rejects.toThrow("the file is no CSV");
  await expect(read("x".repeat(3_000_000))).rejects.toThrow("the file is no CSV");
});
