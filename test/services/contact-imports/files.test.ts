import { request as httpRequest } from "node:http";
import { expect, test } from "vitest";
import { eventually } from "../../support/wait.ts";
import { appendPart } from "../../../src/db/contacts/import-files.ts";
import { retentionRules } from "../../../src/db/core/retention.ts";
import type { TestApi } from "../../api/workflows/api.ts";
import { contactBy, eventsOf } from "../../api/formats/reteno/client.ts";
import { csv, linked } from "./linked.ts";

async function put(api: TestApi, id: string, body: string | Buffer, more = "", headers = {}) {
  const response = await fetch(`${api.url}/api/v1/contact-imports/${id}/file${more}`, {
    method: "PUT",
    headers: { authorization: `Bearer ${api.key}`, "content-type": "text/csv", ...headers },
    body: new Uint8Array(Buffer.from(body)),
  });
  const json = (await response.json()) as Record<string, unknown>;
  return { status: response.status, body: json };
}

async function begin(api: TestApi, more: object = {}): Promise<string> {
  const begun = await api.post("/contact-imports", { upload: true, ...more });
  expect(begun).toMatchObject({ status: 202, body: { state: "uploading" } });
  return begun.body.id as string;
}

const manyRows = (count: number): string =>
  [
    "email,note",
    ...Array.from({ length: count }, (_, n) => `p${n}@example.com,${"x".repeat(200)}`),
  ].join("\n");

test("a file that is uploaded is taken as one behind a link is, and forgotten", async () => {
  const { api, run, shown } = await linked("");
  const id = await begin(api, { joinSegments: ["Readers"] });
  expect(await run()).toBe(false);
  expect(await put(api, id, csv)).toMatchObject({ status: 202, body: { state: "pending" } });
  expect(await run()).toBe(true);
  expect(await shown(id)).toMatchObject({
    state: "done",
    rows: 3,
    made: 2,
    failed: 1,
    uploaded: null,
  });
  expect(await contactBy(api, { contactId: "c-1" })).toMatchObject({ email: "ada@example.com" });
  expect(await api.db.query("select from contact_import_parts")).toEqual([]);
  expect(await put(api, id, csv)).toMatchObject({
    status: 409,
    body: { detail: "the import waits for no file: it has one already" },
  });
});

test("an upload that is cut off goes on where it was, and no byte is kept twice", async () => {
  const { api, run, shown } = await linked("");
  const file = Buffer.from(manyRows(6_000));
  const id = await begin(api);
  await cutOff(api, id, file.subarray(0, 900_000), file.length);
  let uploaded = (await shown(id)).uploaded as number;
  expect(uploaded).toBeGreaterThan(0);
  const again = await put(api, id, file);
  expect(again).toMatchObject({
    status: 409,
    body: { detail: expect.stringMatching(/^\d+ bytes are here: go on with from=\d+$/) },
  });
  // The request that was cut may still be on its way: whoever goes on is told from where.
  await eventually("the rest to be taken", async () => {
    const { status, body } = await put(api, id, file.subarray(uploaded), `?from=${uploaded}`);
    if (typeof body["uploaded"] === "number") uploaded = body["uploaded"];
    return status === 202;
  });
  await run();
  expect(await shown(id)).toMatchObject({ state: "done", rows: 6_000, made: 6_000, failed: 0 });
});

/** Sends less than it says, and is gone when that is here. */
async function cutOff(api: TestApi, id: string, bytes: Buffer, said: number): Promise<void> {
  const sent = httpRequest(`${api.url}/api/v1/contact-imports/${id}/file`, {
    method: "PUT",
    headers: { authorization: `Bearer ${api.key}`, "content-length": said },
  });
  sent.on("error", () => undefined).write(bytes);
  const isHere = async (): Promise<boolean> => {
    const parts = await api.db.query("select from contact_import_parts where import_id = $1", [id]);
    return parts.length > 0;
  };
  while (!(await isHere()));
  sent.destroy();
}

test("what can't be an upload is refused in words", async () => {
  const { api } = await linked("");
  for (const wrong of [{}, { link: "https://example.com/a.csv", upload: true }]) {
    expect(await api.post("/contact-imports", wrong)).toMatchObject({
      status: 400,
      body: { errors: [{ path: "link", message: "either a link, or upload: true" }] },
    });
  }
  const id = await begin(api);
  expect((await put(api, id, csv, "", { "content-encoding": "gzip" })).status).toBe(415);
  expect((await put(api, id, csv, "?from=x")).status).toBe(400);
  expect((await put(api, id, csv, "?from=104857590")).status).toBe(413);
  expect((await put(api, "0190b6a4-0000-7000-8000-000000000000", csv)).status).toBe(404);
});

test("a file that is never whole is forgotten after a day, and its import says so", async () => {
  const { api, shown } = await linked("");
  const id = await begin(api);
  expect(await appendPart(api.db, id, 0, Buffer.from("email\n"))).toBe(true);
  await api.db.query("update contact_imports set created_at = now() - interval '25 hours'");
  const rule = retentionRules.find(({ what }) => what === "files of imports that were never whole");
  await rule?.step(api.db, null);
  expect(await shown(id)).toMatchObject({
    state: "failed",
    error: "its file was not uploaded within a day",
  });
  expect(await api.db.query("select from contact_import_parts")).toEqual([]);
});

test.each([
  ["none", []],
  ["made", ["made"]],
  ["changed", ["changed"]],
  ["both", ["made", "changed"]],
])(
  "events for %s: each of those rows has one, and its params say which row",
  async (events, outcomes) => {
    const { api, run } = await linked("");
    await api.post("/contacts/upsert", { email: "bo@example.com" });
    const id = await begin(api, { events });
    await put(api, id, "email,firstName\nada@example.com,Ada\nbo@example.com,Bo\nnobody,N\n");
    await run();
    const raised = await eventsOf(api, "contactImported");
    expect(raised.map(({ params }) => params).toReversed()).toEqual(
      outcomes.map((outcome) => ({ importId: id, line: outcome === "made" ? 2 : 3, outcome })),
    );
  },
);

test("a dry run tells what would become of each row, and changes nothing", async () => {
  const { api, run, shown } = await linked("");
  await api.post("/contacts/upsert", { email: "bo@example.com", firstName: "Bo" });
  const text = "email,firstName,age\nada@example.com,Ada,4\nbo@example.com,Bob,5\nnobody,N,6\n";
  const id = await begin(api, { dryRun: true, events: "both", joinSegments: ["Readers"] });
  await put(api, id, text);
  await run();
  expect(await shown(id)).toMatchObject({
    state: "done",
    dryRun: true,
    rows: 3,
    made: 1,
    changed: 1,
    failed: 1,
    problems: [{ line: 4, column: "email", severity: "error" }],
  });
  expect(await contactBy(api, { email: "ada@example.com" })).toBeUndefined();
  expect(await contactBy(api, { email: "bo@example.com" })).toMatchObject({ firstName: "Bo" });
  expect(await eventsOf(api, "contactImported")).toEqual([]);
  expect((await api.get("/segments")).body.items).toEqual([]);
});

test("a contact that a page names twice gets what its last row says", async () => {
  const { api, run, shown } = await linked("");
  const id = await begin(api, { events: "both" });
  await put(
    api,
    id,
    "email,firstName,tier\nada@example.com,A,gold\nbo@example.com,B,\nada@example.com,Ada,\n",
  );
  await run();
  expect(await shown(id)).toMatchObject({ rows: 3, made: 2, changed: 1 });
  expect(await contactBy(api, { email: "ada@example.com" })).toMatchObject({
    firstName: "Ada",
    attributes: { tier: "gold" },
  });
  expect(await eventsOf(api, "contactImported")).toHaveLength(3);
});
