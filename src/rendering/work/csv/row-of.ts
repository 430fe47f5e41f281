import { importedContact } from "../../../contract/contact-import.ts";
import { jsonPath } from "../../../contract/parse.ts";
import { unkeepable } from "../../../domain/keepable.ts";
import type { CsvColumn, CsvFault, CsvRow } from "../../jobs.ts";
import type { SplitRow } from "../../../domain/split-rows.ts";
import { sayImport } from "../../../domain/sentences/import-sentences.ts";

/** In place of bytes that are none of the file's encoding. */
const unreadable = "\uFFFF";

/** One row as a contact, or what is wrong with it, cell by cell. */
export function rowOf(row: SplitRow, columns: readonly CsvColumn[]): CsvRow {
  const { line, cells, broken, strayQuotes } = row;
  const nameOf = (cell: number): string | null => columns[cell]?.name || null;
  if (broken !== null) {
    return { line, faults: [{ column: nameOf(broken.cell), reason: broken.reason }], warnings: [] };
  }
  const faults = [...cellFaults(cells, nameOf), ...widthFault(cells, columns)];
  const warnings = strayQuotes.map((cell) => ({
    column: nameOf(cell),
    reason: sayImport("strayQuote"),
  }));
  if (faults.length > 0) return { line, faults, warnings };
  if (cells.length <= columns.findLastIndex(({ name }) => name !== "")) {
    const reason = sayImport("tooFewCells", { cells: cells.length, columns: columns.length });
    warnings.push({ column: null, reason });
  }
  const said = valuesOf(cells, columns);
  warnings.push(...said.warnings);
  return { line, warnings, ...contactOf(said, columns) };
}

function cellFaults(cells: readonly string[], nameOf: (cell: number) => string | null): CsvFault[] {
  return cells.flatMap((cell, index) => {
    const reason = textFault(cell);
    return reason === null ? [] : [{ column: nameOf(index), reason }];
  });
}

function textFault(cell: string): string | null {
  if (cell.includes(unreadable) && !cell.includes("\0")) {
    return sayImport("wrongBytes");
  }
  return unkeepable(cell)?.message ?? null;
}

/** Cells without a name shift nothing as long as they are empty. */
function widthFault(cells: readonly string[], columns: readonly CsvColumn[]): CsvFault[] {
  const isFilled = cells.slice(columns.length).some((cell) => cell.trim() !== "");
  if (!isFilled) return [];
  const reason = sayImport("otherWidth", { cells: cells.length, columns: columns.length });
  return [{ column: null, reason }];
}

interface Said {
  fields: Record<string, string>;
  attributes: Record<string, string>;
  warnings: CsvFault[];
}

function valuesOf(cells: readonly string[], columns: readonly CsvColumn[]): Said {
  const fields = new Map<string, string>();
  const attributes = new Map<string, string>();
  const warnings: CsvFault[] = [];
  for (const [index, { name, field, attribute }] of columns.entries()) {
    const value = cells[index]?.trim() ?? "";
    if (value === "" || name === "") continue;
    if (value.includes("\uFFFD")) {
      const reason = sayImport("lostLetter");
      warnings.push({ column: name, reason });
    }
    const [values, key] = field === null ? [attributes, attribute.slice(0, 100)] : [fields, field];
    const before = values.get(key);
    if (before === undefined) values.set(key, value);
    else if (before !== value) {
      const reason = sayImport("saysOther");
      warnings.push({ column: name, reason });
    }
  }
  return {
    fields: Object.fromEntries(fields),
    attributes: Object.fromEntries(attributes),
    warnings,
  };
}

function contactOf({ fields, attributes }: Said, columns: readonly CsvColumn[]) {
  const { id = null, contactId, email, phone, pushToken, contactKey, ...profile } = fields;
  const parsed = importedContact({
    identities: [
      { kind: "contactId", value: contactId },
      { kind: "email", value: email },
      { kind: "phone", value: phone },
      { kind: "pushToken", value: pushToken },
      { kind: "contactKey", value: contactKey },
    ],
    profile: { ...profile, attributes },
  });
  if (parsed.ok) return { contact: parsed.contact, id };
  const faults = parsed.faults.map(({ path, message }) => {
    const field = path.replace(/^attributes\./, "");
    const column = columns.find((one) => one.field === field || one.attribute === field);
    return { column: column?.name ?? jsonPath([field]), reason: message };
  });
  return { faults };
}
