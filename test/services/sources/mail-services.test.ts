import { createHmac, generateKeyPairSync, sign } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import { form, json, secret, statuses, sourceApp } from "./source-app.ts";

let it: Awaited<ReturnType<typeof sourceApp>>;
beforeAll(async () => {
  it = await sourceApp();
});

describe("what becomes of mails, told many at a time", () => {
  test("SendGrid: signed by its key, or with a token; each event once", async () => {
    const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
    const key = publicKey.export({ format: "der", type: "spki" }).toString("base64");
    const events = [
      {
        email: "Ada@example.com",
        event: "open",
        timestamp: 1772366400,
        sg_event_id: "e-1",
        sg_message_id: "m-1",
      },
      {
        email: "bo@example.com",
        event: "click",
        timestamp: 1772366401,
        sg_event_id: "e-2",
        url: "https://shop.example.com",
      },
    ];
    const sent = json(events);
    const time = "1772366402";
    const signature = sign("sha256", Buffer.from(time + sent.body), privateKey).toString("base64");
    const signed = {
      ...sent,
      headers: {
        ...sent.headers,
        "x-twilio-email-event-webhook-signature": signature,
        "x-twilio-email-event-webhook-timestamp": time,
      },
    };
    const source = await it.make({ preset: "sendgrid", secret: key });
    expect((await it.deliver(source.path, sent)).status).toBe(401);
    const { body } = await it.deliver(source.path, signed);
    expect(await it.eventOf(body.results[0].eventId)).toMatchObject({
      type: { key: "sendgrid open" },
      key: "m-1",
      occurredAt: "2026-03-01T12:00:00.000Z",
      identities: [{ kind: "email", value: "ada@example.com" }],
    });
    expect(await it.eventOf(body.results[1].eventId)).toMatchObject({
      params: { url: "https://shop.example.com" },
    });
    expect((await it.deliver(source.path, signed)).body.status).toBe("duplicate");
    const open = await it.make({ preset: "sendgrid" });
    expect((await it.deliver(open.path, sent)).body.status).toBe("sent");
    expect((await it.deliver(`/in/${open.id}`, sent)).status).toBe(401);
    const noKey = { name: "x", preset: "sendgrid", secret: "not a key of theirs" };
    expect((await it.app.call("POST", "/api/v1/sources", noKey)).status).toBe(400);
  });

  test("Mandrill: a form with a list in it, signed with its address", async () => {
    const source = await it.make({ preset: "mandrill", secret });
    const head = await fetch(it.app.url + source.path, { method: "HEAD" });
    const ping = await it.deliver(source.path, form("mandrill_events=%5B%5D"));
    expect([head.status, ping.status]).toEqual([200, 200]);
    const events = JSON.stringify([
      {
        event: "open",
        _id: "m1",
        ts: 1772366400,
        msg: { email: "ada@example.com", subject: "Tea & Cups", tags: ["a"] },
      },
      {
        event: "click",
        _id: "m1",
        ts: 1772366401,
        url: "https://x.example/?a=1&b=2",
        msg: { email: "ada@example.com" },
      },
    ]);
    const body = new URLSearchParams({ mandrill_events: events }).toString();
    const sum = createHmac("sha1", secret).update(`${source.address}mandrill_events${events}`);
    const signed = form(body);
    signed.headers["x-mandrill-signature"] = sum.digest("base64");
    expect((await it.deliver(source.path, form(body))).status).toBe(401);
    const first = await it.deliver(source.path, signed);
    expect(statuses(first.body.results)).toEqual(["sent", "sent"]);
    expect(await it.eventOf(first.body.results[0].eventId)).toMatchObject({
      type: { key: "mandrill open" },
      params: { subject: "Tea & Cups", tags: ["a"] },
    });
    expect(await it.eventOf(first.body.results[1].eventId)).toMatchObject({
      params: { url: "https://x.example/?a=1&b=2" },
    });
    expect((await it.deliver(source.path, signed)).body.status).toBe("duplicate");
  });
});
