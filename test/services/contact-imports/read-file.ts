import type { CsvFile, CsvOptions } from "../../../src/services/contact-imports/csv-rows.ts";
import { csvRows } from "../../../src/services/contact-imports/csv-rows.ts";
import type { CsvRow } from "../../../src/rendering/jobs.ts";
import { renderer } from "../../support/renderer.ts";

export async function* inChunks(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

/** A file as an import reads it. */
export async function readFile(
  content: string | Buffer,
  options: Partial<CsvOptions> = {},
  chunk = 65_537,
): Promise<{ rows: CsvRow[]; file: CsvFile }> {
  const file: CsvFile = { encoding: null, delimiter: null, notes: [] };
  const all = { encoding: null, delimiter: null, ...options };
  const rows: CsvRow[] = [];
  const bytes = Buffer.isBuffer(content) ? content : Buffer.from(content);
  for await (const row of csvRows(renderer, inChunks(bytes, chunk), all, file)) rows.push(row);
  return { rows, file };
}

/** What rows say: of those that can be taken, their addresses and fields; of the others, line and column. */
export function said(rows: readonly CsvRow[]): unknown[] {
  return rows.map((row) => {
    if ("faults" in row) return row.faults.map(({ column }) => `${row.line} ${column ?? "row"}`);
    const { identities, profile } = row.contact;
    const { attributes = {}, ...fields } = profile;
    const values = [...Object.values(fields), ...Object.values(attributes)];
    return [...identities.map(({ value }) => value), ...values].join(" ");
  });
}
