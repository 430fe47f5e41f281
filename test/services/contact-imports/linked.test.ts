import { expect, test } from "vitest";
import { importById } from "../../../src/db/contacts/contact-imports.ts";
import { contactBy, eventsOf } from "../../api/formats/reteno/client.ts";
import { eventually } from "../../support/wait.ts";
import { workerHere } from "../../support/worker.ts";
import { csv, linked, phone } from "./linked.ts";

test("are taken by a worker, columns by their names and the others as attributes", async () => {
  const { api, start, run, status, shown } = await linked(csv);
  const { status: answered, id } = await start({
    groupNames: ["Readers"],
    eventKeyForNewContacts: "imported",
  });
  expect(answered).toBe(200);
  expect(await status(id)).toEqual({ status: "STARTED" });
  expect(await run()).toBe(true);
  expect(await run()).toBe(false);
  expect(await status(id)).toMatchObject({ status: "FINISHED" });
  expect(await shown(id)).toMatchObject({
    state: "done",
    rows: 3,
    made: 2,
    failed: 1,
    encoding: "utf-8",
    delimiter: ";",
  });
  expect(await contactBy(api, { email: "ada@example.com" })).toMatchObject({
    firstName: 'Ada "A";',
    phone,
    attributes: { Loyalty: "gold" },
    segments: [{ name: "Readers" }],
  });
  expect(await contactBy(api, { contactId: "c-1" })).toMatchObject({ email: "ada@example.com" });
  expect(await contactBy(api, { email: "bo@example.com" })).toBeUndefined();
  expect(await eventsOf(api, "imported")).toHaveLength(2);
  expect((await importById(api.db, id))?.link).toBeNull();
});

test("a worker that ends leaves the import behind its last page, and the next goes on there", async () => {
  const rows = Array.from({ length: 250 }, (_, n) => `p${n}@example.com`);
  const { api, server, start, run, shown } = await linked(["email", ...rows].join("\n"));
  const { id } = await start({ eventKeyForNewContacts: "imported" });
  await run({ signal: AbortSignal.abort() });
  expect(await shown(id)).toMatchObject({ state: "pending", rows: 100, made: 100 });
  await run();
  expect(await shown(id)).toMatchObject({ state: "done", rows: 250, made: 250 });
  expect(server.received).toHaveLength(2);
  const [counted] = await api.db.query<{ n: number }>(
    "select count(*) as n from events e join event_types t on t.id = e.type_id where t.key = 'imported'",
  );
  expect(counted?.n).toBe(250);
});

test("a worker that died is followed by another when its lease is over, and takes no page twice", async () => {
  const { api, start, run, shown } = await linked(csv);
  const { id } = await start();
  const dead = "state = 'running', attempts = 1, lease_until = clock_timestamp()";
  await api.db.query(`update contact_imports set ${dead} + interval '1 minute' where id = $1`, [
    id,
  ]);
  expect(await run()).toBe(false);
  await api.db.query(`update contact_imports set ${dead}, rows = 2, made = 1 where id = $1`, [id]);
  expect(await run()).toBe(true);
  expect(await shown(id)).toMatchObject({ state: "done", rows: 3, made: 2 });
  expect(await contactBy(api, { email: "ada@example.com" })).toBeUndefined();
});

test("an address that is not public is not fetched", async () => {
  const { server, start, run, status } = await linked(csv, false);
  const { id } = await start();
  await run();
  expect(server.received).toEqual([]);
  expect(await status(id)).toMatchObject({
    status: "ERROR",
    description: "the address is not a public one",
  });
});

test("a server that is down is asked again later, one that says no is not", async () => {
  const { api, server, start, run, status } = await linked(csv);
  let answer = 503;
  server.answer = (_request, response) => response.writeHead(answer).end();
  const { id } = await start();
  await run();
  expect(await status(id)).toMatchObject({ status: "STARTED" });
  expect(await run()).toBe(false);
  answer = 404;
  await api.db.query("update contact_imports set lease_until = null where id = $1", [id]);
  await run();
  expect(await status(id)).toMatchObject({
    status: "ERROR",
    description: expect.stringContaining("404"),
  });
});

test("a worker sees to them by itself", async () => {
  const { api, server, start, status } = await linked(csv);
  await workerHere({
    databaseUrl: api.databaseUrl,
    taskQueue: `imports-${server.host}`,
    smtpUrl: "smtp://127.0.0.1:1",
    env: { WEBHOOK_ALLOW_PRIVATE_HOSTS: server.host },
  });
  const { id } = await start();
  await eventually("the import is done", async () => (await status(id)).status === "FINISHED");
  expect(await contactBy(api, { contactId: "c-1" })).toBeDefined();
});

test("a link that is none is refused at once", async () => {
  const { start } = await linked(csv);
  expect((await start({ link: "ftp://example.com/a.csv" })).status).toBe(400);
  expect((await start({ link: "contacts.csv" })).status).toBe(400);
});
