import { cell, fieldTable, oneLine, typeOf } from "./schema.mjs";

/** A request: what it does, what it takes, what it answers. */
export function operation(one, context) {
  const { method, path, summary, description, parameters = [], requestBody, responses } = one;
  const scope = one["x-scope"] === undefined ? "" : ` · scope \`${one["x-scope"]}\``;
  const parts = [`## ${summary}`, `\`${method.toUpperCase()} ${path}\`${scope}`];
  if (description !== undefined) parts.push(description);
  if (parameters.length > 0) parts.push(parameterTable(parameters, context));
  if (requestBody !== undefined) parts.push(...bodyParts("Body", requestBody.content, context));
  for (const [status, response] of Object.entries(responses)) {
    if (!status.startsWith("2") && !status.startsWith("3")) continue;
    parts.push(...answerParts(status, response, context));
  }
  return parts.join("\n\n");
}

function parameterTable(parameters, context) {
  const rows = parameters.map(({ name, in: place, required, description, schema }) => {
    const about = description ?? schema.description ?? "";
    return `| \`${name}\`${required ? " \\*" : ""} | ${place} | ${cell(typeOf(schema, context))} | ${cell(oneLine(about))} |`;
  });
  return `| parameter | in | type | meaning |\n| --- | --- | --- | --- |\n${rows.join("\n")}`;
}

function bodyParts(label, content, context) {
  return Object.entries(content).flatMap(([type, { schema }]) => {
    const kind = type === "application/json" ? "" : ` (\`${type}\`)`;
    const table = schema === undefined ? "" : fieldTable(schema, context);
    if (table !== "") return [`${label}${kind}:`, table];
    return [`${label}${kind}: ${schema === undefined ? "as it is" : typeOf(schema, context)}`];
  });
}

function answerParts(status, { description, content }, context) {
  if (content === undefined) return [`Answers ${status}: ${description}`];
  return bodyParts(`Answers ${status}`, content, context);
}
