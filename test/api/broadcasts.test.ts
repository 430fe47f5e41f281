import { expect, test } from "vitest";
import { required } from "../../src/domain/required.ts";
import { attemptsOf, membersOfAll } from "../support/broadcast.ts";
import { testMailServer } from "../support/mail-server.ts";
import type { TestApi } from "./workflows/api.ts";
import { testApi } from "./workflows/api.ts";

const email = { subject: "It has begun", html: "<p>!</p>" };

async function workflowId({ get }: TestApi): Promise<string> {
  const { body } = await get("/workflows");
  return body.items[0].id;
}

test("how far a message to a segment has come can be read; it is paused, and goes on", async () => {
  const api = await testApi({}, 10);
  const mail = await testMailServer();
  await membersOfAll(api.db, 5);
  await api.db.query("update contacts set email = null where first_name = 'Member 5'");
  mail.answer = ({ to }) => (to === "m1@example.com" ? "take" : { code: 451, message: "busy" });
  const { attempt, runId } = await attemptsOf(api.db, email, { SMTP_URL: mail.url });
  await expect(attempt()).rejects.toThrow("not taken yet");

  const list = await api.get("/broadcasts?state=running");
  expect(list.body.items).toMatchObject([
    { runId, blockId: "all", segment: { name: "All" }, total: 5, skipped: 1, pausedAt: null },
  ]);
  const [{ id }] = list.body.items;
  const shown = await api.get(`/broadcasts/${id}`);
  expect(shown.body.messages).toEqual([
    { channel: "email", state: "queued", count: 3 },
    { channel: "email", state: "sent", count: 1 },
  ]);

  mail.answer = () => "take";
  expect((await api.post(`/broadcasts/${id}/pause`)).body.state).toBe("paused");
  expect((await api.post(`/broadcasts/${id}/pause`)).body.state).toBe("paused");
  await expect(attempt()).rejects.toThrow("is paused");
  expect(mail.received).toHaveLength(1);
  expect((await api.post(`/broadcasts/${id}/resume`)).body.state).toBe("running");
  await api.post(`/broadcasts/${id}/pause`);
  expect((await api.post(`/broadcasts/${id}/resume`)).body.state).toBe("running");
  // Each of them wakes the run, also one that was woken before.
  const wakes = await api.db.query("select block_id from run_signals where kind = 'wake'");
  expect(wakes).toHaveLength(2);
  expect(await attempt()).toMatchObject({ sent: 4, skipped: 1 });

  const ended = await api.get(`/broadcasts/${id}`);
  expect(ended.body).toMatchObject({ state: "ended", total: 5, skipped: 1 });
  expect((await api.post(`/broadcasts/${id}/pause`)).status).toBe(409);
  expect((await api.post(`/broadcasts/${id}/resume`)).status).toBe(409);
  const none = "019a0000-0000-7000-8000-000000000099";
  expect((await api.get(`/broadcasts/${none}`)).status).toBe(404);
  expect((await api.post(`/broadcasts/${none}/resume`)).status).toBe(404);
  const audited = await api.db.query<{ n: number }>(
    "select count(*) as n from audit_log where entity = 'run' and entity_id = $1",
    [runId],
  );
  expect(required(audited[0], "a count").n).toBeGreaterThanOrEqual(2);
});

test("whom a message would reach is counted before it goes, as the gates would answer", async () => {
  const api = await testApi({}, 10);
  const { db } = api;
  await membersOfAll(db, 6);
  await db.query("update contacts set email = null where first_name in ('Member 1', 'Member 2')");
  await db.query("update contacts set unsubscribed_at = now() where first_name = 'Member 3'");
  await api.post("/suppressions", {
    channel: "email",
    address: "m4@example.com",
    reason: "complaint",
  });
  await db.query(
    `insert into pressure_taken (message_id, contact_id, channel, workflow_id, taken_at)
     select make_uuid7(), id, 'email', make_uuid7(), now() from contacts where first_name = 'Member 5'`,
  );
  const cap = { channels: "all", limit: 1, window: "rolling", every: 1, unit: "days" };
  await api.ask("PUT", "/pressure", { caps: [cap] });
  await attemptsOf(db, email);
  const { body } = await api.get(`/workflows/${await workflowId(api)}/blocks/all/audience`);
  expect(body).toEqual({
    segment: { id: expect.any(String), name: "All" },
    total: 6,
    examined: 6,
    reached: 2,
    channels: [{ channel: "email", reached: 2 }],
    unreached: [
      { why: "the contact has no e-mail address", count: 2 },
      { why: expect.stringContaining("complain"), count: 1 },
      { why: "the contact has unsubscribed from marketing messages", count: 1 },
    ],
    heldOut: 0,
    heldBack: [{ why: "over a cap", count: 1 }],
  });
});
