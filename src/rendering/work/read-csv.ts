import { CsvError, parse } from "csv-parse/sync";
import { importedContact } from "../../contract/contact-import.ts";
import type { CsvInput, CsvOutput, CsvRow } from "../jobs.ts";

/** Larger than any row that makes sense; a file without line ends must not fill the memory. */
const maxRowLength = 256 * 1024;

/** Columns by their names, without regard to case, blanks and underscores. */
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

/**
 * A piece of a CSV as contacts: the first row of the file names the columns, a column that is no
 * field of a contact becomes an attribute of its name, an empty cell says nothing. Comma, semicolon
 * or tab.
 */
export function csv({ bytes, columns: given }: CsvInput): CsvOutput {
  let columns = given;
  try {
    const records = parse(bytes, {
      bom: true,
      columns: (header: string[]) => (columns = header.map((name) => name.trim())),
      delimiter: [",", ";", "\t"],
      max_record_size: maxRowLength,
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
      ...(columns !== null && { columns }),
    });
    const rows = (records as Record<string, string>[]).map(rowOf);
    return { outcome: "rows", columns, rows };
  } catch (error) {
    if (error instanceof CsvError) return { outcome: "no CSV", code: error.code };
    throw error;
  }
}

function rowOf(record: Record<string, string>): CsvRow {
  const given: Record<string, string> = {};
  const attributes: Record<string, string> = {};
  for (const [column, value] of Object.entries(record)) {
    if (value === "" || column === "") continue;
    const field = fieldOf[column.toLowerCase().replaceAll(/[\s_-]/g, "")];
    if (field === undefined) attributes[column.slice(0, 100)] = value;
    else given[field] ??= value;
  }
  const { id = null, contactId, email, phone, pushToken, contactKey, ...fields } = given;
  const parsed = importedContact({
    identities: [
      { kind: "contactId", value: contactId },
      { kind: "email", value: email },
      { kind: "phone", value: phone },
      { kind: "pushToken", value: pushToken },
      { kind: "contactKey", value: contactKey },
    ],
    profile: { ...fields, attributes },
  });
  if (parsed.ok) return { contact: parsed.contact, id };
  const [fault] = parsed.faults;
  return { fault: fault === undefined ? "can't be read" : `${fault.path}: ${fault.message}` };
}
