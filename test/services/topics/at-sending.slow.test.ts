import { expect, test } from "vitest";
import { makeWorkflow, startOnOrder } from "../../support/campaign.ts";
import { email, inARow } from "../../support/definitions.ts";
import { incoming } from "../../support/events.ts";
import { notesOf, stack } from "../../support/mail-stack.ts";
import { eventually } from "../../support/wait.ts";

const wait = (id: string, eventTypeKey: string) => ({
  id,
  kind: "waitForEvent",
  config: { eventTypeKey },
});

/** A run that waits for the event "go" before it sends, and one that changes consent at "change". */
async function scene(change: { id: string; kind: string; config: object }) {
  const running = await stack();
  const { db, ingest, post, mail } = running;
  await post("/topics", { key: "news", name: "News" });
  const sends = inARow(
    wait("until", "go"),
    email("news", "News", { topic: "news" }),
    email("offer", "Offer"),
    email("receipt", "Receipt", { transactional: true }),
  );
  await makeWorkflow(db, { definition: sends });
  const bindings = [{ ...startOnOrder, eventTypeKey: "early" }];
  await makeWorkflow(db, { bindings, definition: inARow(wait("until", "change"), change) });
  await ingest.ingest([incoming({ typeKey: "early" }), incoming()]);
  const waiting = async (count: number) => {
    const rows = await db.query("select 1 from run_waits");
    return rows.length === count;
  };
  await eventually("both to wait", () => waiting(2));
  await ingest.ingest([incoming({ typeKey: "change", keyValue: "c" })]);
  await running.ended(1);
  return {
    ...running,
    subjects: async () => {
      await ingest.ingest([incoming({ typeKey: "go", keyValue: "g" })]);
      await running.ended(2);
      return mail.received.map(({ subject }) => subject);
    },
  };
}

const unsubscribe = (config: object) => ({ id: "change", kind: "unsubscribe", config });

test("a run that waits sends nothing of a topic that another, older run has unsubscribed its contact from", async () => {
  const { subjects, db } = await scene(unsubscribe({ topic: "news" }));
  expect(await subjects()).toEqual(["Offer", "Receipt"]);
  expect(await notesOf(db)).toMatchObject({
    news: 'E-mail not sent: the contact has unsubscribed from the topic "news"',
  });
});

test("by one channel, or from everything, marketing is kept away and a receipt is not", async () => {
  const ofChannel = await scene(unsubscribe({ channel: "email" }));
  expect(await ofChannel.subjects()).toEqual(["Receipt"]);
  const ofAll = await scene(unsubscribe({}));
  expect(await ofAll.subjects()).toEqual(["Receipt"]);
});

test("a topic that was made opt-in while runs waited is sent to nobody who has not subscribed", async () => {
  const { subjects, get, patch } = await scene({
    id: "change",
    kind: "subscribe",
    config: { topic: "other" },
  });
  const [news] = (await get("/topics?search=news")).body.items;
  await patch(`/topics/${news.id}`, { optIn: true });
  expect(await subjects()).toEqual(["Offer", "Receipt"]);
});
