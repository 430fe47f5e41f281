import { pino } from "pino";
import { expect, test } from "vitest";
import { serviceContext } from "../../../src/services/context.ts";
import { sendTest } from "../../../src/services/templates/send-test.ts";
import { updateTemplate } from "../../../src/services/templates/update.ts";
import { send, testApi } from "../../api/workflows/api.ts";
import { stack } from "../../support/mail-stack.ts";
import { renderer } from "../../support/renderer.ts";
import type { Database } from "../../../src/db/core/database.ts";

const content = (subject: string) => ({ subject, html: "<p>Hello</p>" });

async function olena(db: Database) {
  const [row] = await db.query<{ id: string }>(
    `insert into people (id, name, email, role) values (gen_random_uuid(), 'Olena', 'olena@example.com', 'editor') returning id`,
  );
  const actor = { kind: "person", id: row?.id ?? "" } as const;
  return serviceContext({
    db,
    renderer,
    actor,
    log: pino({ level: "silent" }),
    secretsKeys: undefined,
  });
}

test("each save is a version with who and what it was; the newest 100 are kept", async () => {
  const api = await testApi();
  const { body: made } = await api.post("/templates", { name: "Welcome", content: content("1") });
  const context = await olena(api.db);
  await updateTemplate(context, made.id, { content: content("2"), revision: 1 });
  const { body } = await api.get(`/templates/${made.id}/versions?limit=1`);
  expect(body.items).toMatchObject([{ revision: 2, savedBy: { kind: "person", name: "Olena" } }]);
  const { body: older } = await api.get(`/templates/${made.id}/versions?after=${body.next}`);
  expect(older.items).toMatchObject([{ revision: 1, savedBy: { kind: "key", name: "test" } }]);
  expect((await api.get(`/templates/${made.id}/versions/1`)).body.content).toEqual(content("1"));
  const { body: list } = await api.get("/templates");
  expect(list.items[0]).toMatchObject({ savedBy: { name: "Olena" }, uses: 0 });
  for (let revision = 2; revision < 103; revision++) {
    await updateTemplate(context, made.id, { name: `Welcome ${revision}`, revision });
  }
  const { body: kept } = await api.get(`/templates/${made.id}/versions?limit=200`);
  expect(kept.items).toHaveLength(100);
  expect(kept.items.at(-1).revision).toBe(4);
  expect((await api.get(`/templates/${made.id}/versions/3`)).status).toBe(404);
});

test("where a template is used is told: in drafts and in current versions, by block", async () => {
  const api = await testApi();
  const { body: made } = await api.post("/templates", { name: "Welcome", content: content("1") });
  const mail = { id: "mail", kind: "sendEmail", config: { templateId: made.id } };
  const draft = {
    blocks: [{ id: "start", kind: "start" }, mail, { id: "end", kind: "end" }],
    edges: [
      { from: "start", to: "mail" },
      { from: "mail", to: "end" },
    ],
  };
  for (const name of ["B", "A"]) await api.post("/workflows", { name, draft });
  await api.post("/workflows", { name: "Without" });
  const { body: first } = await api.get(`/templates/${made.id}/uses?limit=1`);
  expect(first.items).toMatchObject([
    { workflowName: "A", status: "draft", inDraft: true, published: false, blocks: ["mail"] },
  ]);
  const { body: second } = await api.get(`/templates/${made.id}/uses?after=${first.next}`);
  expect(second.items).toMatchObject([{ workflowName: "B" }]);
  expect((await api.get("/templates")).body.items[0].uses).toBe(2);
});

test("a test goes by a worker to whoever asks for it and to nobody else, and not without end", async () => {
  const api = await stack();
  await api.post("/event-types", { key: "cartLeft" });
  await send(api, "cartLeft", "ada@example.com");
  const [event] = (await api.get("/events")).body.items;
  await api.patch(`/contacts/${event.contactId}`, { firstName: "Ada" });
  const context = await olena(api.db);
  const body = {
    content: {
      subject: "Hello {{ contact.firstName }}",
      html: "<p>Hi</p>",
      cc: "boss@example.com",
      bcc: "spy@example.com",
    },
    contactId: event.contactId,
  };
  expect(await sendTest(context, body)).toMatchObject({ recipient: "olena@example.com" });
  await api.ended(1);
  expect(api.mail.received.map(({ subject, recipients }) => [subject, recipients])).toEqual([
    ["[Test] Hello Ada", ["olena@example.com"]],
  ]);
  expect((await api.post("/templates/send-test", body)).status).toBe(403);
  const limited = async () => {
    for (let n = 0; n < 20; n++) await sendTest(context, body);
  };
  await expect(limited()).rejects.toMatchObject({ code: "too_many_requests" });
  // Its runs belong to a workflow that nothing starts.
  expect((await api.get("/workflows")).body.items).toMatchObject([{ status: "archived" }]);
});
