/** Fields of a header by their names in lower case; of several with a name, the first. */
export type HeaderFields = ReadonlyMap<string, string>;

/** The header that a text begins with, its folded lines put together. */
export function headerFields(text: string): HeaderFields {
  const fields = new Map<string, string>();
  for (const line of unfolded(text).split(/\r?\n/)) {
    if (line.trim() === "") break;
    const colon = line.indexOf(":");
    const name = line.slice(0, colon).trim().toLowerCase();
    if (colon > 0 && !fields.has(name)) fields.set(name, line.slice(colon + 1).trim());
  }
  return fields;
}

/** Groups of fields with empty lines between. */
export function fieldGroups(text: string): HeaderFields[] {
  return text
    .split(/\r?\n[ \t]*\r?\n/)
    .map((group) => headerFields(group.replace(/^\s+/, "")))
    .filter((fields) => fields.size > 0);
}

function unfolded(text: string): string {
  return text.replaceAll(/\r?\n[ \t]+/g, " ");
}
