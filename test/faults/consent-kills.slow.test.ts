import { sealingKeysOf } from "../../src/platform/config/sealing-keys.ts";
import { randomBytes, sign } from "node:crypto";
import { expect, test } from "vitest";
import { scopes } from "../../src/contract/scopes.ts";
import type { Database } from "../../src/db/core/database.ts";
import { createIngest } from "../../src/ingest/create.ts";
import { createApiKey } from "../../src/services/api-keys/api-keys.ts";
import { putSetup } from "../../src/services/channel-setups/put-setup.ts";
import { loadLinkSigner } from "../../src/services/clicks/link-signer.ts";
import { createTopic } from "../../src/services/topics/topics.ts";
import { sendgridCase, sendgridKeys } from "../channels/cases/emails.ts";
import { apiProcess } from "../support/api-process.ts";
import { makeWorkflow } from "../support/campaign.ts";
import { contextOf } from "../support/context.ts";
import { testDatabase } from "../support/database.ts";
import { incoming } from "../support/events.ts";
import { messageTo } from "../support/message-to.ts";
import { eventually } from "../support/wait.ts";

const people = 60;
const kills = 2;
/** Who asks at once. */
const clients = 12;

interface Person {
  contactId: string;
  email: string;
  /** One of no topic, of which the provider reports. */
  messageId: string;
  /** One about the club, whose link is followed. */
  clubMessageId: string;
}

/** What is asked of the API until it answers, as providers and mail programs do. */
type Request = (base: string) => Promise<Response>;

async function makePeople(db: Database): Promise<Person[]> {
  const context = contextOf(db);
  for (const key of ["news", "club"]) {
    const topic = { key, name: key, description: "", optIn: false, doubleOptIn: false };
    await createTopic(context, topic);
  }
  const { id: workflowId } = await makeWorkflow(db);
  const ingest = createIngest(db);
  const emails = Array.from({ length: people }, (_, number) => `p${number}@example.com`);
  await ingest.ingest(emails.map((email) => incoming({ email })));
  await ingest.close();
  const runs = await db.query<{ runId: string; contactId: string; email: string }>(
    `select r.id as "runId", c.id as "contactId", c.email
       from runs r join contacts c on c.id = r.contact_id`,
  );
  const made: Person[] = [];
  for (const { runId, contactId, email } of runs) {
    const common = { runId, workflowId, contactId, recipient: email };
    const messageId = await messageTo(db, { ...common, topic: null });
    const clubMessageId = await messageTo(db, { ...common, topic: "club", visit: 2 });
    made.push({ contactId, email, messageId, clubMessageId });
  }
  await db.query("update messages set state = 'sent', sent_at = now()");
  return made;
}

/** One call of SendGrid's webhook, about two people. */
function report(token: string, some: readonly Person[]): Request {
  const timestamp = Math.floor(Date.now() / 1_000);
  const events = some.flatMap(({ email, messageId }) =>
    [{ event: "delivered" }, { event: "bounce", type: "blocked" }, { event: "unsubscribe" }].map(
      (one) => ({
        ...one,
        email,
        timestamp,
        campanile_message: messageId,
        sg_event_id: `${one.event}-${messageId}`,
      }),
    ),
  );
  const body = JSON.stringify(events);
  const signature = sign("sha256", Buffer.from(`${timestamp}${body}`), sendgridKeys.privateKey);
  const headers = {
    "x-twilio-email-event-webhook-signature": signature.toString("base64"),
    "x-twilio-email-event-webhook-timestamp": String(timestamp),
  };
  return (base) => fetch(`${base}/hooks/channels/${token}`, { method: "POST", headers, body });
}

test("an API that is killed while reports come in and consent is changed counts each report, and logs and tells each change, once", async () => {
  const { db, url: databaseUrl } = await testDatabase(10);
  const context = contextOf(db);
  const secretsKey = randomBytes(32);
  await putSetup(context, sealingKeysOf(secretsKey), "email", {
    provider: "sendgrid",
    settings: sendgridCase.settings("https://api.sendgrid.com"),
    secrets: sendgridCase.secrets,
    perSecond: null,
    concurrency: 10,
  });
  const [setup] = await db.query<{ token: string }>(
    "select hook_token as token from channel_setups",
  );
  const { key } = await createApiKey(context, { name: "test", scopes }, { scopes });
  const all = await makePeople(db);
  const links = await loadLinkSigner(db, "", undefined);
  const requests = all.flatMap((person, place): Request[] => [
    ...(place % 2 === 0 ? [report(setup?.token ?? "", all.slice(place, place + 2))] : []),
    (base) =>
      fetch(`${base}/api/v1/contacts/${person.contactId}/topics`, {
        method: "PUT",
        headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
        body: JSON.stringify({ topics: { news: "unsubscribed" } }),
      }),
    (base) => fetch(`${base}${links.unsubscribeUrl(person.clubMessageId)}`, { method: "POST" }),
  ]);

  const env = { DATABASE_URL: databaseUrl, SECRETS_KEY: secretsKey.toString("base64") };
  let api = await apiProcess(env);
  const port = String(api.port);
  const left = requests.values();
  const askAll = async (): Promise<void> => {
    for (const request of left) {
      // Told twice, as a provider does that missed the answer.
      for (let time = 0; time < 2; time++) {
        await eventually("an answer", async () => (await request(api.url)).ok);
      }
    }
  };
  const asked = Promise.all(Array.from({ length: clients }, askAll));
  for (let kill = 1; kill <= kills; kill++) {
    await eventually("some of it", async () => (await changes(db)) > people * (kill - 0.5));
    api.child.kill("SIGKILL");
    await api.exited;
    expect(await changes(db)).toBeLessThan(people * 3);
    api = await apiProcess({ ...env, PORT: port });
  }
  await asked;

  const counted = await db.query(
    `select kind, count(*)::int as reports, count(applied_at)::int as applied
       from channel_reports group by kind order by kind`,
  );
  expect(counted).toEqual(
    ["bounced", "delivered", "unsubscribed"].map((kind) => ({
      kind,
      reports: people,
      applied: people,
    })),
  );
  const noted = await db.query(
    `select state, count(*)::int as notes, count(distinct message_id)::int as messages
       from message_log where state in ('delivered', 'bounced') group by state order by state`,
  );
  expect(noted).toEqual(
    ["bounced", "delivered"].map((state) => ({ state, notes: people, messages: people })),
  );
  const logged = await db.query(
    `select coalesce(topic, 'all') as topic, channel, source, count(*)::int as entries,
            count(distinct contact_id)::int as contacts
       from consent_log where state = 'unsubscribed'
      group by 1, 2, 3 order by 1`,
  );
  expect(logged).toEqual(
    [
      { topic: "all", channel: "email", source: "report" },
      { topic: "club", channel: null, source: "link" },
      { topic: "news", channel: null, source: "api" },
    ].map((one) => ({ ...one, entries: people, contacts: people })),
  );
  expect(await changes(db)).toBe(people * 3);
  const events = await db.query(
    `select t.key, coalesce(e.params->>'topic', 'all') as topic, count(*)::int as events,
            count(distinct e.contact_id)::int as contacts
       from events e join event_types t on t.id = e.type_id
      where t.key in ('delivered', 'bounced', 'unsubscribed') group by 1, 2 order by 1, 2`,
  );
  expect(events).toEqual(
    [
      { key: "bounced", topic: "all" },
      { key: "delivered", topic: "all" },
      { key: "unsubscribed", topic: "all" },
      { key: "unsubscribed", topic: "club" },
      { key: "unsubscribed", topic: "news" },
    ].map((one) => ({ ...one, events: people, contacts: people })),
  );
});

async function changes(db: Database): Promise<number> {
  const [row] = await db.query<{ n: number }>("select count(*)::int as n from consent_log");
  return row?.n ?? 0;
}
