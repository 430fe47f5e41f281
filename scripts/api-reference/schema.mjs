const prefix = "#/components/schemas/";

/** The names of the schemas that a part of the description refers to. */
export function refsIn(part) {
  if (typeof part !== "object" || part === null) return [];
  const own = typeof part.$ref === "string" && part.$ref.startsWith(prefix) ? [refName(part)] : [];
  return [...own, ...Object.values(part).flatMap(refsIn)];
}

function refName({ $ref }) {
  return $ref.slice(prefix.length);
}

/** As its heading says it, of which an anchor is made. */
export function schemaName(name) {
  return name.replaceAll("_", "");
}

export function objectSection(name, schema, context) {
  const parts = [`### ${schemaName(name)}`];
  if (schema.description !== undefined) parts.push(oneLine(schema.description));
  const table = fieldTable(schema, context);
  parts.push(table === "" ? typeOf(schema, context) : table);
  return parts.join("\n\n");
}

/** A table of an object's fields, those of objects within it by their paths. Empty for what is no object. */
export function fieldTable(schema, context) {
  const rows = rowsOf(schema, "", context);
  if (rows.length === 0) return "";
  return `| field | type | meaning |\n| --- | --- | --- |\n${rows.join("\n")}`;
}

function rowsOf(schema, path, context) {
  const { properties = {}, required = [] } = schema;
  return Object.entries(properties).flatMap(([name, field]) => {
    const place = path === "" ? name : `${path}.${name}`;
    const mark = required.includes(name) ? " \\*" : "";
    const row = `| \`${place}\`${mark} | ${cell(typeOf(field, context))} | ${cell(meaning(field))} |`;
    return [row, ...within(field, place, context)];
  });
}

function within(field, place, context) {
  const [only, ...others] = alternatives(field).filter(({ type }) => type !== "null");
  if (only === undefined || others.length > 0) return [];
  if (only.type === "array") return within(only.items ?? {}, `${place}[]`, context);
  return rowsOf(only, place, context);
}

function meaning(field) {
  const text = [field.title, field.description].filter((part) => part !== undefined).join(": ");
  const preset =
    field.default === undefined ? "" : `By default \`${JSON.stringify(field.default)}\``;
  return [oneLine(text), limits(field), preset].filter((part) => part !== "").join(". ");
}

function limits(field) {
  const { minimum, maximum } = field;
  const safe = (bound) => bound !== undefined && Math.abs(bound) < Number.MAX_SAFE_INTEGER;
  if (safe(minimum) && safe(maximum)) return `${minimum} to ${maximum}`;
  if (safe(minimum) && minimum !== 0) return `At least ${minimum}`;
  return safe(maximum) ? `At most ${maximum}` : "";
}

function alternatives(schema) {
  return schema.anyOf ?? schema.oneOf ?? [schema];
}

/** A type in a few words, as Markdown. */
export function typeOf(schema, context) {
  if (schema.$ref !== undefined) return context.linkTo(refName(schema));
  const several = schema.anyOf ?? schema.oneOf;
  if (several !== undefined) return unique(several.map((one) => typeOf(one, context))).join(" or ");
  if (schema.const !== undefined) return `\`${JSON.stringify(schema.const)}\``;
  if (schema.enum !== undefined)
    return schema.enum.map((one) => `\`${JSON.stringify(one)}\``).join(" or ");
  if (Array.isArray(schema.type)) {
    return schema.type.map((type) => typeOf({ ...schema, type }, context)).join(" or ");
  }
  if (schema.type === "array") return `list of ${typeOf(schema.items ?? {}, context)}`;
  if (schema.type === "object") return objectType(schema, context);
  if (schema.format !== undefined && schema.type === "string") return schema.format;
  return schema.type ?? "anything";
}

function objectType({ properties, additionalProperties }, context) {
  const values = additionalProperties;
  const named = typeof values === "object" && values !== null && Object.keys(values).length > 0;
  if (properties === undefined && named) return `object of ${typeOf(values, context)}`;
  return "object";
}

function unique(types) {
  return [...new Set(types)];
}

export function oneLine(text) {
  // What would be markup in a page is said with its sign.
  return text.replaceAll(/\s+/g, " ").replaceAll("<", "&lt;").trim();
}

export function cell(text) {
  return text.replaceAll("|", "\\|");
}
