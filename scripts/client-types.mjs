import "./node-version.mjs";
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { install } from "./install.mjs";
import { inProject, isMain, root } from "./project.mjs";

/** What the client sends and receives; the schemas that these refer to come along. */
const wanted = [
  "Event",
  "EventsAnswer",
  "ContactUpsert",
  "UpsertedContact",
  "OrderUpload",
  "OrdersAnswer",
  "ProductUpload",
  "ProductsAnswer",
  "Problem",
];
const source = inProject("docs", "reference", "openapi.json");
const target = inProject("packages", "client", "src", "api.ts");
const refPrefix = "#/components/schemas/";

/** The types of packages/client, made by openapi-typescript of the schemas in the API's description. */
export async function clientTypes() {
  // Only here, as it may have been installed a moment ago.
  const { default: openapiTS, astToString } = await import("openapi-typescript");
  const description = JSON.parse(readFileSync(source, "utf8"));
  const document = {
    openapi: description.openapi,
    info: description.info,
    paths: {},
    components: { schemas: withReferences(description.components.schemas) },
  };
  const nodes = await openapiTS(document, {
    rootTypes: true,
    rootTypesNoSchemaPrefix: true,
    alphabetize: true,
  });
  return formatted(
    `// Made by "npm run client-types" from docs/reference/openapi.json.\n\n${astToString(nodes)}`,
  );
}

/** The wanted schemas, and those that they refer to, at however many removes. */
function withReferences(schemas) {
  const collected = {};
  const queue = [...wanted];
  for (let name = queue.pop(); name !== undefined; name = queue.pop()) {
    if (name in collected) continue;
    if (!(name in schemas)) throw new Error(`${source} has no schema ${name}`);
    collected[name] = schemas[name];
    queue.push(...referencesIn(schemas[name]));
  }
  return collected;
}

function referencesIn(schema) {
  if (typeof schema !== "object" || schema === null) return [];
  const own = typeof schema.$ref === "string" ? [schema.$ref.replace(refPrefix, "")] : [];
  return [...own, ...Object.values(schema).flatMap(referencesIn)];
}

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
  await install();
  const types = await clientTypes();
  if (!process.argv.includes("--check")) {
    writeFileSync(target, types);
  } else if (readFileSync(target, "utf8") !== types) {
    console.error("packages/client/src/api.ts is not current: npm run client-types");
    process.exitCode = 1;
  }
}
