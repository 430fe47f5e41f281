import { beforeAll, expect, test } from "vitest";
import { recordReports } from "../../../src/services/channel-reports/record.ts";
import type { TestApi } from "../../api/workflows/api.ts";
import { testApi } from "../../api/workflows/api.ts";
import { contextOf } from "../../support/context.ts";

let api: TestApi;

beforeAll(async () => {
  api = await testApi();
  await api.post("/topics", { key: "news", name: "News" });
});

async function contact(given: object): Promise<string> {
  return (await api.post("/contacts/upsert", given)).body.contact.id;
}

const put = (id: string, body: object) => api.ask("PUT", `/contacts/${id}/topics`, body);

const eventsOf = (id: string) =>
  api.db.query(
    `select t.key, e.params->>'topic' as topic, e.params->>'channel' as channel,
            e.params->>'source' as source
       from events e join event_types t on t.id = e.type_id
      where e.contact_id = $1 and e.source = 'consent' order by e.id`,
    [id],
  );

test("each real change raises one event and stands in the log, and what is said again does neither", async () => {
  const id = await contact({ email: "ada@example.com" });
  const change = {
    topics: { news: { state: "subscribed", channels: { sms: "unsubscribed" } } },
    channels: { email: "unsubscribed" },
  };
  const { body } = await put(id, change);
  expect(body.topics).toMatchObject([{ key: "news", state: "subscribed" }]);
  expect(body.channels).toMatchObject([
    { channel: "email", unsubscribed: true, topics: [] },
    { channel: "sms", unsubscribed: false, topics: [{ key: "news", state: "unsubscribed" }] },
  ]);
  await put(id, change);
  await put(id, { topics: { news: null } });
  expect(await eventsOf(id)).toEqual([
    { key: "unsubscribed", topic: null, channel: "email", source: "api" },
    { key: "subscribed", topic: "news", channel: null, source: "api" },
    { key: "unsubscribed", topic: "news", channel: "sms", source: "api" },
  ]);
  const first = await api.get(`/contacts/${id}/consent-log?limit=3`);
  const rest = await api.get(`/contacts/${id}/consent-log?after=${first.body.next}`);
  expect([...first.body.items, ...rest.body.items]).toMatchObject([
    { topic: "news", channel: null, state: "forgotten" },
    { topic: "news", channel: "sms", state: "unsubscribed" },
    { topic: "news", channel: null, state: "subscribed" },
    { topic: null, channel: "email", state: "unsubscribed", source: "api", actorKind: "key" },
  ]);
  expect((await put(id, { channels: { fax: "unsubscribed" } })).status).toBe(400);
});

test("a no to a topic takes back the yes for single channels, and a yes leaves their no", async () => {
  const id = await contact({ email: "ben@example.com" });
  await put(id, { topics: { news: { channels: { sms: "subscribed", email: "unsubscribed" } } } });
  const { body } = await put(id, { topics: { news: "unsubscribed" } });
  expect(body.channels).toMatchObject([{ channel: "email", topics: [{ state: "unsubscribed" }] }]);
  const again = await put(id, { topics: { news: "subscribed" } });
  expect(again.body.channels).toMatchObject([
    { channel: "email", topics: [{ state: "unsubscribed" }] },
  ]);
});

test("STOP and START of a phone are a word on its channel, and a log of it outlives the contact", async () => {
  const phone = "+380501112233";
  const id = await contact({ phone });
  const told = { messageId: null, providerId: null, address: phone, code: null, words: "STOP" };
  const at = (minute: number) => new Date(Date.now() - 600_000 + minute * 60_000);
  const tell = (kind: "subscribed" | "unsubscribed", minute: number) =>
    recordReports(contextOf(api.db), "sms", [
      { ...told, reportId: `${kind} ${minute}`, kind, at: at(minute) },
    ]);
  await tell("unsubscribed", 1);
  await tell("unsubscribed", 1);
  expect((await api.get(`/contacts/${id}`)).body.channels).toMatchObject([
    { channel: "sms", unsubscribed: true },
  ]);
  await tell("subscribed", 3);
  await tell("unsubscribed", 2);
  expect((await api.get(`/contacts/${id}`)).body.channels).toEqual([]);
  expect(await eventsOf(id)).toEqual([
    { key: "unsubscribed", topic: null, channel: "sms", source: "report" },
    { key: "subscribed", topic: null, channel: "sms", source: "report" },
  ]);
  await api.delete(`/contacts/${id}`);
  const log = await api.get(`/contacts/${id}/consent-log`);
  expect(log.body.items).toMatchObject([{ state: "subscribed" }, { state: "unsubscribed" }]);
});
