/** What of the facts that conditions and templates name people read. */
export interface Group {
  label: string;
  paths: { path: string; label: string }[];
}

/** Names that were only seen in data are nobody's to translate. */
const seen = [".params.", ".attributes.", ".details."];

export function withFactTexts<Of extends Group>(
  groups: readonly Of[],
  texts: ReadonlyMap<string, string>,
): Of[] {
  return groups.map((group) => ({
    ...group,
    label: texts.get(group.label) ?? group.label,
    paths: group.paths.map((fact) => ({ ...fact, label: factLabel(fact, texts) })),
  }));
}

/** A fact of a variable or of a block says at its end whose it is: "Sent, Welcome (mail)". */
function factLabel(
  { path, label }: Group["paths"][number],
  texts: ReadonlyMap<string, string>,
): string {
  if (seen.some((part) => path.includes(part))) return label;
  const [root, name = ""] = path.split(".");
  if (root === "vars") {
    const end = ` of ${name}`;
    const known = label.endsWith(end) ? texts.get(label.slice(0, -end.length)) : undefined;
    return known === undefined ? label : `${known} (${name})`;
  }
  const comma = root === "messages" || root === "waited" ? label.indexOf(", ") : -1;
  const head = comma === -1 ? label : label.slice(0, comma);
  return (texts.get(head) ?? head) + label.slice(head.length);
}
