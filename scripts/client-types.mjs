import "./node-version.mjs";
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { inProject, isMain, root } from "./project.mjs";

/** What the client sends and gets; what they refer to comes along. */
const wanted = [
  "Event",
  "EventsAnswer",
  "ContactUpsert",
  "UpsertedContact",
  "OrderUpload",
  "OrdersAnswer",
  "Problem",
];
const source = inProject("docs", "reference", "openapi.json");
const target = inProject("packages", "client", "src", "api.ts");

/** Types for packages/client, of schemas of the API's description. */
export function clientTypes() {
  const { schemas } = JSON.parse(readFileSync(source, "utf8")).components;
  const found = new Set();
  const queue = [...wanted];
  for (let name = queue.pop(); name !== undefined; name = queue.pop()) {
    if (found.has(name)) continue;
    if (!(name in schemas)) throw new Error(`${source} has no schema ${name}`);
    found.add(name);
    queue.push(...refsIn(schemas[name]));
  }
  const types = [...found].toSorted().map((name) => {
    const schema = schemas[name];
    const written = typeOf(schema);
    const body = isShape(schema) ? `interface ${name} ${written}` : `type ${name} = ${written};`;
    return `${comment(schema)}export ${body}`;
  });
  return formatted(
    [`// Made by "npm run client-types" from docs/reference/openapi.json.`, ...types].join("\n\n"),
  );
}

function refsIn(schema) {
  if (typeof schema !== "object" || schema === null) return [];
  const own = typeof schema.$ref === "string" ? [nameOf(schema.$ref)] : [];
  return [...own, ...Object.values(schema).flatMap(refsIn)];
}

const nameOf = (ref) => ref.replace("#/components/schemas/", "");
const isShape = ({ type, properties }) => type === "object" && properties !== undefined;

/** A schema as TypeScript writes it; a construct that no schema of ours has yet is an error. */
function typeOf(schema) {
  if (schema.$ref !== undefined) return nameOf(schema.$ref);
  if (schema.enum !== undefined) return union(schema.enum.map((value) => JSON.stringify(value)));
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  const either = schema.anyOf ?? schema.oneOf;
  if (either !== undefined) return union(either.map(typeOf));
  if (Array.isArray(schema.type)) {
    return union(schema.type.map((type) => typeOf({ ...schema, type })));
  }
  switch (schema.type) {
    case undefined:
      return "unknown";
    case "string":
    case "boolean":
    case "null":
      return schema.type;
    case "integer":
    case "number":
      return "number";
    case "array":
      return `Array<${typeOf(schema.items)}>`;
    case "object":
      return isShape(schema) ? shapeOf(schema) : `Record<string, ${valueOf(schema)}>`;
    default:
      throw new Error(`what is ${JSON.stringify(schema)} in TypeScript?`);
  }
}

function shapeOf({ properties, required = [], additionalProperties }) {
  const lines = Object.entries(properties).map(([name, schema]) => {
    const mark = required.includes(name) ? "" : "?";
    return `${comment(schema)}${JSON.stringify(name)}${mark}: ${typeOf(schema)};`;
  });
  // Only what says so may have further members.
  if (additionalProperties !== undefined && additionalProperties !== false) {
    lines.push("[member: string]: unknown;");
  }
  return `{\n${lines.join("\n")}\n}`;
}

function valueOf({ additionalProperties: values }) {
  return typeof values === "object" ? typeOf(values) : "unknown";
}

const union = (types) => [...new Set(types)].join(" | ");
const comment = ({ description }) =>
  description === undefined ? "" : `/** ${description.replaceAll("*/", "* /")} */\n`;

function formatted(text) {
  const formatter = inProject("node_modules", "oxfmt", "bin", "oxfmt");
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [formatter, "--stdin-filepath", target],
    { cwd: root, input: text, encoding: "utf8" },
  );
  if (status !== 0) throw new Error(`the types could not be formatted: ${stderr}`);
  return stdout;
}

if (isMain(import.meta.url)) {
  const types = clientTypes();
  if (!process.argv.includes("--check")) {
    writeFileSync(target, types);
  } else if (readFileSync(target, "utf8") !== types) {
    console.error("packages/client/src/api.ts is not current: npm run client-types");
    process.exitCode = 1;
  }
}
