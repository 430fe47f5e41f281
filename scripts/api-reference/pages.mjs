import { operation } from "./operation.mjs";
import { objectSection, refsIn, schemaName } from "./schema.mjs";

const methods = ["get", "post", "put", "patch", "delete"];
const shared = "objects.md";

/** Pages of Markdown by file name: one for each resource, one of what several share, and their list. */
export function apiPages(description) {
  const resources = resourcesOf(description);
  const home = homes(description, resources);
  const pages = resources.map(({ name, file, operations }) => {
    const context = contextOf(description, home, file);
    const own = Object.keys(description.components.schemas).filter((key) => home[key] === file);
    const parts = [
      `# ${name}`,
      ...operations.map((one) => operation(one, context)),
      ...objects(own, description, context),
    ];
    return [file, page(parts)];
  });
  return {
    "README.md": listPage(description, resources),
    ...Object.fromEntries(pages),
    [shared]: sharedPage(description, home),
  };
}

function resourcesOf({ tags, paths }) {
  const all = Object.entries(paths).flatMap(([path, item]) =>
    methods.filter((method) => method in item).map((method) => ({ path, method, ...item[method] })),
  );
  return tags.map(({ name }) => ({
    name,
    file: `${name.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-")}.md`,
    operations: all.filter((one) => one.tags[0] === name),
  }));
}

/** Where a schema is described: with the resource that alone uses it, or with what several share. */
function homes({ components }, resources) {
  const users = {};
  for (const { file, operations } of resources) {
    const queue = [...refsIn(operations)];
    const seen = new Set();
    for (let name = queue.pop(); name !== undefined; name = queue.pop()) {
      if (seen.has(name)) continue;
      seen.add(name);
      users[name] = [...(users[name] ?? []), file];
      queue.push(...refsIn(components.schemas[name]));
    }
  }
  const places = Object.entries(users).map(([name, files]) => [
    name,
    files.length === 1 ? files[0] : shared,
  ]);
  // What a refusal says, whichever resource refuses.
  for (const name of refsIn(components.responses)) {
    places.push(...[name, ...refsIn(components.schemas[name])].map((one) => [one, shared]));
  }
  return Object.fromEntries(places);
}

function contextOf({ components }, home, file) {
  return {
    components,
    linkTo(name) {
      // What a block is set up with has a page of its own, with examples.
      const [, kind] = /^Block_(\w+?)(?:Output)?$/.exec(name) ?? [];
      if (kind !== undefined) return `[${kind}](../blocks.md#${kind.toLowerCase()})`;
      const place = home[name] === file ? "" : home[name];
      return `[${schemaName(name)}](${place}#${schemaName(name).toLowerCase()})`;
    },
  };
}

function objects(names, { components }, context) {
  const described = names.filter((name) => !name.startsWith("Block_"));
  if (described.length === 0) return [];
  return [
    "## Objects",
    ...described.map((name) => objectSection(name, components.schemas[name], context)),
  ];
}

function sharedPage(description, home) {
  const names = Object.keys(description.components.schemas).filter((key) => home[key] === shared);
  const intro = "What several resources take or answer.";
  return page([
    "# Shared objects",
    intro,
    ...objects(names, description, contextOf(description, home, shared)).slice(1),
  ]);
}

function listPage({ info, components }, resources) {
  const rows = resources.map(
    ({ name, file, operations }) =>
      `| [${name}](${file}) | ${operations.map(({ method, path }) => `\`${method.toUpperCase()} ${path}\``).join("<br>")} |`,
  );
  const answers = Object.entries(components.responses).map(
    ([name, { description }]) => `| ${name} | ${description} |`,
  );
  return page([
    "# API",
    "Every endpoint, by resource. These pages are made from [openapi.json](../openapi.json), which is made from the routes; a running Campanile shows the same at `/docs`, where you can try it.",
    info.description,
    "Send the key as `Authorization: Bearer …`, or as the password of Basic authentication. Beside each request stands the scope that it needs.",
    `| resource | requests |\n| --- | --- |\n${rows.join("\n")}`,
    `[Objects that several share](${shared})`,
    "## Refusals",
    `Each is a [Problem](${shared}#problem), as RFC 9457 has it.\n\n| what | when |\n| --- | --- |\n${answers.join("\n")}`,
  ]);
}

function page(parts) {
  return `${parts.join("\n\n")}\n`;
}
