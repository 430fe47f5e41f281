import { beforeAll, describe, expect, test } from "vitest";
import type { ChannelReport } from "../../../src/domain/channel-report.ts";
import { recordReports } from "../../../src/services/channel-reports/record.ts";
import { reachOf } from "../../../src/services/topics/may-receive.ts";
import type { TestApi } from "../../api/workflows/api.ts";
import { testApi } from "../../api/workflows/api.ts";
import { contextOf } from "../../support/context.ts";

let api: TestApi;
let number = 0;

beforeAll(async () => {
  api = await testApi();
});

function report(given: Partial<ChannelReport>): ChannelReport {
  return {
    reportId: `r-${number++}`,
    kind: "bounced",
    at: new Date(),
    messageId: null,
    providerId: null,
    address: null,
    code: null,
    words: null,
    ...given,
  };
}

const tell = (channel: string, ...reports: ChannelReport[]) =>
  recordReports(contextOf(api.db), channel, reports);

async function contact(given: object): Promise<string> {
  return (await api.post("/contacts/upsert", given)).body.contact.id;
}

/** What keeps marketing and transactional messages from an address: null: nothing does. */
async function refusals(contactId: string, channel: string, value: string) {
  const reasons = [];
  for (const transactional of [false, true]) {
    const reach = await reachOf(api.db, contactId, { channel, topic: null, transactional });
    const may = await reach.mayAt(value);
    reasons.push(may.ok ? null : may.reason.replace(/ on \d{4}-\d\d-\d\d$/, ""));
  }
  return reasons;
}

const suppressed = "the address is suppressed: ";

describe("what is reported", () => {
  test("a hard bounce keeps everything from the address, and nothing from the contact's next one", async () => {
    const id = await contact({ email: "hard@example.com" });
    await tell("email", report({ address: "Hard@Example.com", permanent: true, code: "5.1.1" }));
    const reason = `${suppressed}a message to it bounced for good (5.1.1)`;
    expect(await refusals(id, "email", "hard@example.com")).toEqual([reason, reason]);
    // As somebody else's, or as nobody's own.
    const other = await contact({ email: "other@example.com" });
    expect(await refusals(other, "email", "hard@example.com")).toEqual([reason, reason]);
    expect(await refusals(id, "email", "next@example.com")).toEqual([null, null]);
    expect(await refusals(id, "sms", "hard@example.com")).toEqual([null, null]);
  });

  test("a complaint keeps marketing away, and no receipt", async () => {
    const id = await contact({ email: "angry@example.com" });
    await tell("email", report({ kind: "complained", address: "angry@example.com" }));
    expect(await refusals(id, "email", "angry@example.com")).toEqual([
      `${suppressed}its owner complained about a message`,
      null,
    ]);
    await tell("email", report({ address: "angry@example.com", permanent: true }));
    const both = `${suppressed}a message to it bounced for good`;
    expect(await refusals(id, "email", "angry@example.com")).toEqual([both, both]);
  });

  test("soft bounces suppress after so many messages, and one that arrives begins the count again", async () => {
    const id = await contact({ email: "full@example.com" });
    const at = (minute: number) => new Date(Date.now() - 60 * 60_000 + minute * 60_000);
    const soft = (providerId: string, minute: number) =>
      report({ address: "full@example.com", providerId, at: at(minute), permanent: false });
    const settle = async (...reports: ChannelReport[]) => {
      // None of them waits for a message of ours.
      await tell("email", ...reports.map((one) => ({ ...one, messageId: null, providerId: null })));
    };
    await settle(...[1, 2, 3, 4].map((minute) => soft("", minute)));
    await settle(report({ kind: "delivered", address: "full@example.com", at: at(5) }));
    await settle(...[6, 7, 8, 9].map((minute) => soft("", minute)));
    expect(await refusals(id, "email", "full@example.com")).toEqual([null, null]);
    await Promise.all([settle(soft("", 10)), settle(soft("", 11))]);
    const reason = `${suppressed}too many messages to it bounced`;
    expect(await refusals(id, "email", "full@example.com")).toEqual([reason, reason]);
  });

  test("STOP keeps every SMS away and START lets them come again, in whatever order they are told", async () => {
    const phone = "+380501234567";
    const id = await contact({ phone });
    const word = (kind: "subscribed" | "unsubscribed", minute: number) =>
      report({ kind, address: phone, at: new Date(Date.now() - 60 * 60_000 + minute * 60_000) });
    await tell("sms", word("unsubscribed", 1));
    const reason = `${suppressed}its owner asked to stop`;
    expect(await refusals(id, "sms", phone)).toEqual([reason, reason]);
    await tell("sms", word("subscribed", 3));
    expect(await refusals(id, "sms", phone)).toEqual([null, null]);
    await tell("sms", word("unsubscribed", 2));
    expect(await refusals(id, "sms", phone)).toEqual([null, null]);
    await tell("sms", word("unsubscribed", 4));
    expect(await refusals(id, "sms", phone)).toEqual([reason, reason]);
  });

  test("how many soft bounces suppress is the workspace's to say", async () => {
    await api.patch("/workspace", { softBounces: { messages: 1, days: 7 } });
    const id = await contact({ email: "strict@example.com" });
    await tell("email", report({ address: "strict@example.com" }));
    expect((await refusals(id, "email", "strict@example.com"))[0]).toContain("too many");
    await api.patch("/workspace", { softBounces: { messages: 0, days: 7 } });
    await tell("email", report({ address: "lax@example.com" }));
    expect(await refusals(id, "email", "lax@example.com")).toEqual([null, null]);
  });

  test("an address stays suppressed without being kept when its contact is erased", async () => {
    const id = await contact({ email: "gone@example.com" });
    await tell(
      "email",
      report({ address: "gone@example.com", permanent: true, words: "no gone@" }),
    );
    await api.delete(`/contacts/${id}`);
    const left = await api.db.query(
      "select 1 from suppressions where address like 'gone%' or words <> ''",
    );
    expect(left).toEqual([]);
    const again = await contact({ email: "gone@example.com" });
    expect((await refusals(again, "email", "gone@example.com"))[0]).toContain("bounced for good");
  });
});

describe("by hand", () => {
  test("an address is suppressed once, found by a part of it, and lifted; the log says who did it", async () => {
    const given = { channel: "email", address: "Hand@Example.com", note: "asked on the phone" };
    const made = await api.post("/suppressions", given);
    expect(made).toMatchObject({
      status: 201,
      body: {
        address: "hand@example.com",
        reason: "manual",
        scope: "all",
        words: "asked on the phone",
        until: null,
      },
    });
    expect((await api.post("/suppressions", given)).body.id).toBe(made.body.id);
    const found = await api.get("/suppressions?search=HAND%40&channel=email");
    expect(found.body.items).toEqual([made.body]);
    expect((await api.get("/suppressions?channel=sms&search=hand")).body.items).toEqual([]);
    expect((await api.get(`/suppressions/${made.body.id}`)).body).toEqual(made.body);
    expect(await api.post("/suppressions", { channel: "sms", address: "12" })).toMatchObject({
      status: 400,
    });
    expect((await api.delete(`/suppressions/${made.body.id}`)).status).toBe(204);
    expect((await api.delete(`/suppressions/${made.body.id}`)).status).toBe(404);
    const id = await contact({ email: "hand@example.com" });
    expect(await refusals(id, "email", "hand@example.com")).toEqual([null, null]);
    const log = await api.get(`/audit-log?entity=suppression&entityId=${made.body.id}`);
    expect(log.body.items.map(({ action }: { action: string }) => action)).toEqual([
      "deleted",
      "created",
    ]);
    expect(JSON.stringify(log.body)).not.toContain("hand@");
  });

  test("one that has run out keeps nothing away", async () => {
    const id = await contact({ email: "until@example.com" });
    const given = { channel: "email", address: "until@example.com" };
    await api.post("/suppressions", { ...given, until: "2020-01-01T00:00:00Z" });
    expect(await refusals(id, "email", "until@example.com")).toEqual([null, null]);
    await api.post("/suppressions", given);
    expect((await refusals(id, "email", "until@example.com"))[0]).toContain("by hand");
  });

  test("a list is taken as CSV or as JSON, what is none is told by its place, and done again adds nothing", async () => {
    const csv =
      'Email;Reason;Note\na1@example.com;hard bounce;"old; list"\nnone;;\n\na2@example.com;;\na3@example.com;bad;\n';
    const take = (body: object) => api.post("/suppressions/import", { channel: "email", ...body });
    expect((await take({ csv })).body).toEqual({
      added: 2,
      repeated: 0,
      refused: [
        { position: 3, reason: expect.stringContaining("not an e-mail address") },
        { position: 6, reason: expect.stringContaining("must be one of") },
      ],
      refusedCount: 2,
    });
    expect((await take({ csv })).body).toMatchObject({ added: 0, repeated: 2 });
    const plain = await take({ csv: "b1@example.com\nB1@example.com\nb2@example.com" });
    expect(plain.body).toMatchObject({ added: 2, repeated: 1, refusedCount: 0 });
    const list = ["c1@example.com", { address: "c2@example.com", reason: "complaint" }, "?"];
    expect((await take({ suppressions: list })).body).toMatchObject({
      added: 2,
      refused: [{ position: 3 }],
    });
    expect((await take({})).status).toBe(400);
    const page = await api.get("/suppressions?reason=hard_bounce&search=a1");
    expect(page.body.items).toMatchObject([{ words: "old; list", scope: "all" }]);
  });
});
