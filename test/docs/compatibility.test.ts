import { beforeAll, describe, expect, test } from "vitest";
import type { TestApi } from "../api/workflows/api.ts";
import { testApi } from "../api/workflows/api.ts";
import { formats } from "./compatibility/formats.ts";
import { wordsOf } from "./compatibility/made.ts";
import type { Row, Step } from "./compatibility/table.ts";
import { isAt, rowsOfTable, stepsOf } from "./compatibility/table.ts";

const rows = rowsOfTable().map((row) => ({ ...row, name: `${row.section}: ${row.subject}` }));
const statuses = ["works", "accepted and ignored", "refused"];

let api: TestApi;
beforeAll(async () => {
  api = await testApi();
});

test("every row has a status, and says why it is not just taken", () => {
  const lacking = rows.filter(
    ({ status, why }) => !statuses.includes(status) || (status !== "works" && why === ""),
  );
  expect(lacking.map(({ name }) => name)).toEqual([]);
});

test("every endpoint has an example, which asks it", () => {
  const lacking = rows.filter((row) => row.endpoint !== undefined && ownStep(row) === undefined);
  expect(lacking.map(({ name }) => name)).toEqual([]);
});

describe.each(formats)("$name", ({ name, endpoints, fields }) => {
  const own = rows.filter(({ section }) => section.startsWith(name));

  test("every endpoint that its clients know has a row", () => {
    const listed = own.flatMap(({ endpoint }) =>
      endpoint === undefined ? [] : [bare(`${endpoint.method} ${endpoint.path}`)],
    );
    expect(endpoints.filter((endpoint) => !listed.includes(bare(endpoint)))).toEqual([]);
  });

  test("every field that its clients send has a row", () => {
    const listed = own.map(({ subject }) => subject).join("\n");
    expect(fields.filter((field) => !listed.includes(`\`${field}\``))).toEqual([]);
  });
});

test.each(rows.filter(({ example }) => example !== ""))(
  "$name is answered as its example says",
  async (row) => {
    const fill = wordsOf(api);
    const steps = stepsOf(row.example);
    expect(steps).not.toEqual([]);
    for (const step of steps) await hold(row, step, fill);
    const last = steps.at(-1)?.status ?? 0;
    expect(row.status === "refused" ? last >= 400 && last < 500 : last < 400).toBe(true);
  },
);

/** Sends one request and looks at its answer. */
async function hold(row: Row, step: Step, fill: (text: string) => Promise<string>): Promise<void> {
  const request = step.request ?? row.endpoint;
  if (request === undefined) throw new Error("the example names no request");
  const [name = "", ...value] = row.sentWith.split(": ");
  const headers = new Headers({ [name]: authorization(await fill(value.join(": "))) });
  for (const [header, text] of Object.entries(step.headers)) {
    headers.set(
      header,
      header === "Authorization" ? authorization(await fill(text)) : await fill(text),
    );
  }
  const init: RequestInit = { method: request.method, headers, redirect: "manual" };
  if (step.body !== undefined) {
    init.body = await fill(step.body);
    if (/^[{[]/.test(init.body) && !headers.has("content-type")) {
      headers.set("content-type", "application/json");
    }
  }
  const response = await fetch(api.url + (await fill(request.path)), init);
  const text = await response.text();
  expect({ status: response.status, text }).toEqual({ status: step.status, text });
  if (step.answer === undefined) return;
  const answer = await fill(step.answer);
  if (answer === "") expect(text).toBe("");
  else if (/^[{[]/.test(answer)) expect(JSON.parse(text)).toMatchObject(JSON.parse(answer));
  else expect(text).toContain(answer);
}

/** `Basic user:key` as it is written down becomes what goes over the wire. */
function authorization(value: string): string {
  const [, pair] = /^Basic (.*:.*)$/.exec(value) ?? [];
  return pair === undefined ? value : `Basic ${Buffer.from(pair).toString("base64")}`;
}

function ownStep({ endpoint, example }: Row): Step | undefined {
  if (endpoint === undefined) return undefined;
  return stepsOf(example).find(
    ({ request }) =>
      request === undefined ||
      (request.method === endpoint.method && isAt(request.path, endpoint.path)),
  );
}

/** Without names of parameters, query and closing slash, which rows may write as they like. */
function bare(endpoint: string): string {
  return endpoint
    .replace(/\?.*$/, "")
    .replaceAll(/\{[^}]+\}/g, "{}")
    .replace(/(?<=.)\/$/, "");
}
