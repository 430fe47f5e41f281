import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openApiDocument } from "../../src/api/openapi.ts";
import { routes } from "../../src/api/routes.ts";
import { projectRoot } from "../../src/platform/project-root.ts";

interface Operation {
  operationId: string;
  requestBody?: object;
  responses: Record<string, unknown>;
}
interface Document {
  paths: Record<string, Record<string, Operation>>;
}
const text = JSON.stringify(openApiDocument(routes));
const document = JSON.parse(text) as Document;
const operations = Object.values(document.paths).flatMap((path) => Object.values(path));

test("every route is in the document, each under an id of its own", () => {
  expect(operations).toHaveLength(routes.length);
  expect(new Set(operations.map(({ operationId }) => operationId)).size).toBe(routes.length);
});

test("every reference leads to something", () => {
  const references = [...text.matchAll(/"\$ref":"#\/([^"]+)"/g)].map(([, path = ""]) => path);
  expect(references.length).toBeGreaterThan(50);
  for (const path of new Set(references)) {
    const found = path
      .split("/")
      .reduce<unknown>((at, name) => (at as Record<string, unknown> | undefined)?.[name], document);
    expect([path, typeof found]).toEqual([path, "object"]);
  }
});

test("every operation names its success and the problems it may answer with", () => {
  for (const { operationId, responses, requestBody } of operations) {
    const codes = Object.keys(responses);
    expect([operationId, codes.some((code) => code.startsWith("2"))]).toEqual([operationId, true]);
    expect(codes).toEqual(expect.arrayContaining(["400", "503"]));
    if (requestBody) expect(codes).toEqual(expect.arrayContaining(["413", "415"]));
  }
});

test("an event is described in both of its forms", () => {
  const body = document.paths["/api/v1/event"]?.["post"]?.requestBody;
  expect(JSON.stringify(body)).toContain("#/components/schemas/Event");
});

test("the written document is what the routes say", async () => {
  const written = await readFile(join(projectRoot, "docs", "reference", "openapi.json"), "utf8");
  expect(JSON.parse(written)).toEqual(JSON.parse(text));
});
