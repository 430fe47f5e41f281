import { expect, test } from "vitest";
import { openApiDocument } from "../../src/api/openapi.ts";
import { routes } from "../../src/api/routes.ts";
import { testApp } from "./test-app.ts";

const maxInt4 = 2_147_483_647;
const document: unknown = JSON.parse(JSON.stringify(openApiDocument(routes)));

interface Integer {
  path: string;
  minimum?: number;
  maximum?: number;
}

/** Every integer of the document, with its place. */
function integersIn(value: unknown, path = ""): Integer[] {
  if (typeof value !== "object" || value === null) return [];
  const { type } = value as { type?: unknown };
  const own = type === "integer" ? [{ path, ...(value as Omit<Integer, "path">) }] : [];
  return [
    ...own,
    ...Object.entries(value).flatMap(([key, inner]) => integersIn(inner, `${path}/${key}`)),
  ];
}

/** Counts of rows, which are sums of any size: answered, never taken. */
const isCount = ({ minimum, maximum }: Integer): boolean =>
  minimum === 0 && maximum === Number.MAX_SAFE_INTEGER;

test("every integer of the contract has the bounds of its column", () => {
  const integers = integersIn(document);
  expect(integers.length).toBeGreaterThan(100);
  const unbounded = integers.filter(
    (integer) =>
      !isCount(integer) &&
      !((integer.minimum ?? -Infinity) >= 0 && (integer.maximum ?? Infinity) <= maxInt4),
  );
  expect(unbounded).toEqual([]);
});

test("no request takes an integer that is larger than a column", () => {
  const { paths } = document as { paths: object };
  const { components } = document as { components: { schemas: Record<string, unknown> } };
  const asked = new Set<string>();
  const found: Integer[] = [];
  const collect = (value: unknown, place: string): void => {
    found.push(...integersIn(value, place));
    for (const [, name = ""] of JSON.stringify(value).matchAll(/schemas\/(\w+)"/g)) {
      if (asked.has(name)) continue;
      asked.add(name);
      collect(components.schemas[name], `/${name}`);
    }
  };
  for (const [path, operations] of Object.entries(paths)) {
    for (const { parameters = [], requestBody = {} } of Object.values(operations as object) as {
      parameters?: object[];
      requestBody?: object;
    }[]) {
      collect([parameters, requestBody], path);
    }
  }
  expect(asked.size).toBeGreaterThan(20);
  expect(found.filter(({ maximum }) => (maximum ?? Infinity) > maxInt4)).toEqual([]);
});

test("a number beyond its column is refused with its place, never a 500", async () => {
  const { call } = await testApp();
  const { body: workflow } = await call("POST", "/api/v1/workflows", { name: "w" });
  const at = `/api/v1/workflows/${workflow.id}`;
  const { draft } = workflow;
  const run = "0198c9a0-0000-7000-8000-000000000000";
  for (const number of ["2147483648", "9007199254740991", "9007199254740993", "1e400"]) {
    const refusals: [string, string, string?][] = [
      ["GET", `${at}/versions/${number}`],
      ["GET", `${at}/figures?version=${number}`],
      ["GET", `/api/v1/runs?workflowId=${workflow.id}&version=${number}`],
      ["POST", `${at}/versions/${number}/restore`, '{"draftRevision":1}'],
      ["POST", `${at}/versions/1/restore`, `{"draftRevision":${number}}`],
      ["PATCH", at, `{"draft":${JSON.stringify(draft)},"draftRevision":${number}}`],
      ["POST", `${at}/test-launch`, `{"version":${number},"contactId":"${run}"}`],
      ["POST", `/api/v1/runs/${run}/skip-wait`, `{"blockId":"a","visit":${number}}`],
      [
        "POST",
        "/api/v1/campaigns/import",
        `{"title":"t","promoPools":[{"name":"p","lowStock":${number}}],"workflows":[]}`,
      ],
    ];
    for (const [method, path, body] of refusals) {
      const { status, body: problem } = await call(method, path, body);
      expect([method, path, body, status]).toEqual([method, path, body, 400]);
      expect(JSON.stringify(problem.errors)).toMatch(
        /whole number|at most|larger number|out of range/,
      );
    }
  }
});

test("a number in a query or path is written in digits", async () => {
  const { call } = await testApp();
  for (const limit of ["", " 5", "0x10", "1e2", "5.0", "+5", "٣"]) {
    const { status } = await call("GET", `/api/v1/events?limit=${encodeURIComponent(limit)}`);
    expect([limit, status]).toEqual([limit, 400]);
  }
  expect((await call("GET", "/api/v1/events?limit=007")).status).toBe(200);
});
