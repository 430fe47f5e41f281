import { createHash } from "node:crypto";
import { SignJWT } from "jose";
import { expect, test } from "vitest";
import { newId } from "../../../src/platform/new-id.ts";
import { vonageCase } from "../cases/vonage.ts";
import { conforms } from "../conformance.ts";
import { received } from "../received.ts";

conforms(vonageCase);

const at = "2026-03-01T12:00:00Z";

async function signed(said: object, secret = vonageCase.secrets["signatureSecret"] ?? "") {
  const body = JSON.stringify(said);
  const token = await new SignJWT({
    payload_hash: createHash("sha256").update(body).digest("hex"),
    api_key: "abcd1234",
  })
    .setProtectedHeader({ alg: "HS256", typ: "JWT" })
    .setIssuer("Vonage")
    .setIssuedAt(new Date(at))
    .sign(Buffer.from(secret));
  return { body, headers: { authorization: `Bearer ${token}` } };
}

test("what was delivered, and what was not with its words, is told of its message", async () => {
  const messageId = newId();
  const status = {
    message_uuid: "aaaaaaaa-bbbb-cccc-dddd-0123456789ab",
    to: "4915112345678",
    from: "Shop",
    timestamp: "2026-03-01T11:59:58Z",
    client_ref: messageId,
    channel: "sms",
  };
  expect(
    await received(vonageCase, await signed({ ...status, status: "delivered" })),
  ).toMatchObject({
    reports: [
      {
        kind: "delivered",
        messageId,
        providerId: status.message_uuid,
        address: "+4915112345678",
        at: new Date(status.timestamp),
      },
    ],
  });
  const error = { type: "https://…#1340", title: "1340", detail: "Outside of the allowed window" };
  expect(
    await received(vonageCase, await signed({ ...status, status: "undeliverable", error })),
  ).toMatchObject({ reports: [{ kind: "failed", code: "1340", words: error.detail }] });
  expect(
    await received(vonageCase, await signed({ ...status, status: "submitted" })),
  ).toMatchObject({ reports: [] });
});

test("an unsigned webhook, one of another secret and a changed one are not genuine", async () => {
  const said = { message_uuid: "a", status: "delivered" };
  const right = await signed(said);
  for (const request of [
    { ...right, headers: {} },
    await signed(said, "another"),
    { ...right, body: right.body.replace("delivered", "rejected") },
  ]) {
    expect(await received(vonageCase, request)).toEqual({ outcome: "not genuine" });
  }
});

test("what somebody writes is a reply, or the word by which they unsubscribe", async () => {
  const said = { message_uuid: "b", from: "4915112345678", to: "12025550100", channel: "sms" };
  const reply = await signed({ ...said, text: "Where is it?" });
  expect(await received(vonageCase, reply)).toMatchObject({
    reports: [{ kind: "replied", address: "+4915112345678", words: "Where is it?" }],
  });
  const stop = await signed({ ...said, text: "Відписатися" });
  expect(await received(vonageCase, stop)).toMatchObject({ reports: [{ kind: "unsubscribed" }] });
});
