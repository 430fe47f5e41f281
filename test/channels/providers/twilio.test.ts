import { createHmac } from "node:crypto";
import { expect, test } from "vitest";
import { newId } from "../../../src/platform/new-id.ts";
import { twilioCase } from "../cases/twilio.ts";
import { conforms } from "../conformance.ts";
import { hookUrl, received } from "../received.ts";

conforms(twilioCase);

/** As Twilio signs: the address, then each field's name and value by the order of the names. */
function signed(url: string, fields: Record<string, string>, token: string) {
  const text = Object.keys(fields)
    .toSorted()
    .reduce((before, name) => before + name + fields[name], url);
  return {
    url,
    body: new URLSearchParams(fields).toString(),
    headers: { "x-twilio-signature": createHmac("sha1", token).update(text).digest("base64") },
  };
}

const token = twilioCase.secrets["authToken"] ?? "";
const sid = "SM00000000000000000000000000000009";

test("a signature of Twilio's own documentation is right", () => {
  const fields = {
    CallSid: "CA1234567890ABCDE",
    Caller: "+14158675310",
    Digits: "1234",
    From: "+14158675310",
    To: "+18005551212",
  };
  const { headers } = signed("https://example.com/myapp.php?foo=1&bar=2", fields, "12345");
  expect(headers["x-twilio-signature"]).toBe("L/OH5YylLD5NRKLltdqwSvS0BnU=");
});

test("what was delivered, and what was not with its code, is told of its message", async () => {
  const messageId = newId();
  const url = `${hookUrl}?message=${messageId}`;
  const fields = { MessageSid: sid, To: "+4915112345678", From: "+12025550100" };
  const delivered = signed(url, { ...fields, MessageStatus: "delivered" }, token);
  expect(await received(twilioCase, delivered)).toMatchObject({
    outcome: "reports",
    reports: [{ kind: "delivered", messageId, providerId: sid, address: "+4915112345678" }],
  });
  const failed = signed(
    url,
    { ...fields, MessageStatus: "undelivered", ErrorCode: "30006" },
    token,
  );
  expect(await received(twilioCase, failed)).toMatchObject({
    reports: [{ kind: "failed", messageId, code: "30006", words: "undelivered" }],
  });
  const underWay = signed(url, { ...fields, MessageStatus: "sent" }, token);
  expect(await received(twilioCase, underWay)).toEqual({ outcome: "reports", reports: [] });
});

test("an unsigned webhook, one of another token and a changed one are not genuine", async () => {
  const fields = { MessageSid: sid, MessageStatus: "delivered" };
  const right = signed(hookUrl, fields, token);
  for (const request of [
    { ...right, headers: {} },
    signed(hookUrl, fields, "another"),
    { ...right, body: right.body.replace("delivered", "failed") },
    { ...right, url: `${hookUrl}?message=${newId()}` },
  ]) {
    expect(await received(twilioCase, request)).toEqual({ outcome: "not genuine" });
  }
});

test("words that unsubscribe and subscribe again are understood, others are replies", async () => {
  const says = async (Body: string, more: Record<string, string> = {}, settings = {}) => {
    const fields = { MessageSid: sid, From: "+4915112345678", To: "+12025550100", Body, ...more };
    const answer = await received(twilioCase, signed(hookUrl, fields, token), settings);
    return answer.outcome === "reports" ? answer.reports[0]?.kind : answer.outcome;
  };
  expect(await says("Stop.")).toBe("unsubscribed");
  expect(await says(" стоп ")).toBe("unsubscribed");
  expect(await says("START")).toBe("subscribed");
  expect(await says("Please stop calling, but keep writing")).toBe("replied");
  expect(await says("Arrêt", {}, { stopWords: ["ARRÊT"] })).toBe("unsubscribed");
  expect(await says("no more", { OptOutType: "STOP" })).toBe("unsubscribed");
});
