import type { ImportColumns } from "../../../contract/contact-import.ts";
import type { CsvColumn, CsvNote } from "../../jobs.ts";
import { sayImport } from "../../../domain/sentences/import-sentences.ts";

/** Columns by their names, without regard to case, blanks, underscores and hyphens. */
const fieldOf: Record<string, string> = {
  id: "id",
  contactid: "id",
  externalcustomerid: "contactId",
  email: "email",
  emailaddress: "email",
  sms: "phone",
  phone: "phone",
  phonenumber: "phone",
  pushtoken: "pushToken",
  contactkey: "contactKey",
  firstname: "firstName",
  lastname: "lastName",
  languagecode: "language",
  language: "language",
  timezone: "timeZone",
};

export function fieldNamed(name: string): string | null {
  return fieldOf[plain(name)] ?? null;
}

const plain = (name: string): string => name.toLowerCase().replaceAll(/[\s_-]/g, "");

/**
 * What the first row's names mean. Of names that are there twice, the first cell with something in it
 * counts; a column without a name is left out. Both are told.
 */
export function columnsOf(
  names: readonly string[],
  line: number,
  said: ImportColumns | null = null,
): {
  columns: CsvColumn[];
  notes: CsvNote[];
} {
  const notes: CsvNote[] = [];
  const seen = new Map<string, string>();
  const attributes = new Map<string, string>();
  const columns = names.map((given, index): CsvColumn => {
    const name = given.trim();
    const meant = said !== null && Object.hasOwn(said, name) ? said[name] : undefined;
    // Without a name its cells are left out.
    if (meant === null) return { name: "", field: null, attribute: "" };
    const attribute = meant?.startsWith("attributes.") === true ? meant.slice(11) : null;
    const field = attribute === null ? (meant ?? fieldNamed(name)) : null;
    const key = field ?? `attribute ${(attribute ?? name).toLowerCase()}`;
    const before = seen.get(key);
    if (name === "") {
      const reason = sayImport("noName", { number: index + 1 });
      notes.push({ line, column: null, reason, severity: "warning" });
    } else if (before !== undefined) {
      const reason =
        before === name ? sayImport("columnTwice") : sayImport("sameColumn", { column: before });
      notes.push({ line, column: name, reason, severity: "warning" });
    }
    if (before === undefined) {
      seen.set(key, name);
      attributes.set(key, attribute ?? name);
    }
    return { name, field, attribute: attributes.get(key) ?? name };
  });
  return { columns, notes };
}
