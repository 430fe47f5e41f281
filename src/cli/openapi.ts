import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { openApiDocument } from "../api/openapi.ts";
import { routes } from "../api/routes.ts";
import { projectRoot } from "../platform/project-root.ts";

const file = join(projectRoot, "docs", "reference", "openapi.json");

/** Writes the OpenAPI document; with --check, only tells whether the written one is up to date. */
async function main(): Promise<number> {
  const document = `${JSON.stringify(openApiDocument(routes), null, 2)}\n`;
  if (!process.argv.includes("--check")) {
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, document);
    return 0;
  }
  const written = await readFile(file, "utf8").catch(() => "");
  if (written === document) return 0;
  console.error("docs/reference/openapi.json is not what the routes say: run npm run openapi");
  return 1;
}

process.exitCode = await main();
