import { createHmac, generateKeyPairSync, sign } from "node:crypto";
import { describe, expect, test } from "vitest";
import { sesHooks } from "../../src/channels/email/providers/ses/hooks.ts";
import { isOfSns } from "../../src/channels/email/providers/ses/sns.ts";
import type { HookAnswer } from "../../src/channels/provider.ts";
import { newId } from "../../src/platform/new-id.ts";
import {
  mailgunCase,
  postmarkCase,
  resendCase,
  sendgridCase,
  sendgridKeys,
  sesCase,
  topicArn,
} from "./cases/emails.ts";
import { received } from "./received.ts";

const seconds = 1772366400;
const at = new Date(seconds * 1_000);
const messageId = newId();
const email = "ada@example.com";

describe("SendGrid", () => {
  const post = (events: unknown, keys = sendgridKeys): Promise<HookAnswer> => {
    const body = JSON.stringify(events);
    const signature = sign("sha256", Buffer.from(`${seconds}${body}`), keys.privateKey);
    const headers = {
      "x-twilio-email-event-webhook-signature": signature.toString("base64"),
      "x-twilio-email-event-webhook-timestamp": String(seconds),
    };
    return received(sendgridCase, { headers, body });
  };

  test("what became of mails is told of each by its id, with code and words", async () => {
    const common = { email, timestamp: seconds, campanile_message: messageId };
    const sg = { sg_message_id: "abc.filter0001.16648" };
    const answer = await post([
      { ...common, ...sg, event: "processed", sg_event_id: "0" },
      { ...common, ...sg, event: "delivered", sg_event_id: "1", response: "250 OK" },
      {
        ...common,
        event: "bounce",
        type: "bounce",
        sg_event_id: "2",
        status: "5.1.1",
        reason: "550 no such user",
      },
      { ...common, event: "bounce", type: "blocked", sg_event_id: "3", status: "4.7.1" },
      { ...common, event: "spamreport", sg_event_id: "4" },
      { ...common, event: "click", sg_event_id: "5", url: "https://shop.example/" },
    ]);
    expect(answer).toMatchObject({
      outcome: "reports",
      reports: [
        { reportId: "1", kind: "delivered", messageId, providerId: "abc", address: email, at },
        { kind: "bounced", permanent: true, code: "5.1.1", words: "550 no such user" },
        { kind: "bounced", permanent: false },
        { kind: "complained", address: email },
        { kind: "clicked", url: "https://shop.example/" },
      ],
    });
  });

  test("what somebody else has signed is not genuine", async () => {
    const others = generateKeyPairSync("ec", { namedCurve: "P-256" });
    expect(await post([], others)).toEqual({ outcome: "not genuine" });
  });
});

describe("Mailgun", () => {
  const post = (event: object, key = "key-that-signs", age = 0): Promise<HookAnswer> => {
    const timestamp = String(seconds - age);
    const signature = createHmac("sha256", key).update(`${timestamp}token`).digest("hex");
    const said = { signature: { timestamp, token: "token", signature }, "event-data": event };
    return received(mailgunCase, { body: JSON.stringify(said) });
  };
  const common = {
    id: "ev1",
    timestamp: seconds + 0.5,
    recipient: email,
    "user-variables": { campanile_message: messageId },
    message: { headers: { "message-id": "1@mg.example.com" } },
  };

  test("a bounce for good is one where the receiver said so, and not where Mailgun gave up", async () => {
    const status = { code: 550, message: "no such user", "enhanced-code": "5.1.1" };
    const failed = { ...common, event: "failed", severity: "permanent" };
    expect(await post({ ...failed, "delivery-status": status })).toMatchObject({
      reports: [
        {
          reportId: "ev1",
          kind: "bounced",
          permanent: true,
          code: "5.1.1",
          words: "no such user",
          messageId,
          providerId: "1@mg.example.com",
        },
      ],
    });
    const full = { code: 452, message: "mailbox full" };
    expect(await post({ ...failed, "delivery-status": full })).toMatchObject({
      reports: [{ kind: "bounced", permanent: false }],
    });
    const later = { ...common, event: "failed", severity: "temporary", "delivery-status": full };
    expect(await post(later)).toMatchObject({ reports: [] });
  });

  test("deliveries, complaints and unsubscribing are told", async () => {
    for (const [event, kind] of [
      ["delivered", "delivered"],
      ["complained", "complained"],
      ["unsubscribed", "unsubscribed"],
      ["opened", "opened"],
    ]) {
      expect(await post({ ...common, event })).toMatchObject({ reports: [{ kind, messageId }] });
    }
  });

  test("what is old, or another key's, is not genuine", async () => {
    const delivered = { ...common, event: "delivered" };
    expect(await post(delivered, "another")).toEqual({ outcome: "not genuine" });
    expect(await post(delivered, "key-that-signs", 86_400)).toEqual({ outcome: "not genuine" });
  });
});

describe("Postmark", () => {
  const post = (record: object, password = "a-webhooks-password"): Promise<HookAnswer> => {
    const credentials = Buffer.from(`campanile:${password}`).toString("base64");
    return received(postmarkCase, {
      headers: { authorization: `Basic ${credentials}` },
      body: JSON.stringify(record),
    });
  };
  const common = { MessageID: "pm-1", Metadata: { campanile_message: messageId } };

  test.each([
    ["HardBounce", true, true],
    ["SoftBounce", false, false],
    ["Transient", false, false],
  ])("%s is a bounce", async (Type, Inactive, permanent) => {
    const record = {
      ...common,
      RecordType: "Bounce",
      ID: 42,
      Type,
      TypeCode: 1,
      Inactive,
      Email: email,
      BouncedAt: "2026-03-01T12:00:00Z",
      Details: "550 no such user",
    };
    expect(await post(record)).toMatchObject({
      reports: [
        { kind: "bounced", permanent, code: "1", words: "550 no such user", messageId, at },
      ],
    });
  });

  test("an answer of a machine is no bounce", async () => {
    const record = { ...common, RecordType: "Bounce", ID: 43, Type: "AutoResponder" };
    expect(await post(record)).toMatchObject({ reports: [] });
  });

  test("deliveries, complaints and words on subscriptions are told", async () => {
    expect(
      await post({ ...common, RecordType: "Delivery", Recipient: email, Details: "250 OK" }),
    ).toMatchObject({ reports: [{ kind: "delivered", address: email, providerId: "pm-1" }] });
    expect(
      await post({ ...common, RecordType: "SpamComplaint", ID: 7, Email: email }),
    ).toMatchObject({ reports: [{ kind: "complained" }] });
    const change = { ...common, RecordType: "SubscriptionChange", Recipient: email };
    expect(await post({ ...change, SuppressSending: true })).toMatchObject({
      reports: [{ kind: "unsubscribed", address: email }],
    });
    expect(await post({ ...change, SuppressSending: false })).toMatchObject({
      reports: [{ kind: "subscribed" }],
    });
  });

  test("without its password it is not genuine", async () => {
    expect(await post(common, "another")).toEqual({ outcome: "not genuine" });
  });
});

describe("Resend", () => {
  const post = (event: object, secret = "a-secret-of-resend", age = 0): Promise<HookAnswer> => {
    const body = JSON.stringify(event);
    const timestamp = String(seconds - age);
    const signature = createHmac("sha256", secret).update(`msg_1.${timestamp}.${body}`);
    const headers = {
      "svix-id": "msg_1",
      "svix-timestamp": timestamp,
      "svix-signature": `v1,bm90aGluZw== v1,${signature.digest("base64")}`,
    };
    return received(resendCase, { headers, body });
  };
  const data = { email_id: "re-1", to: [email], tags: { campanile_message: messageId } };

  test("a bounce is told with its kind, and a click with its link", async () => {
    const bounce = { type: "Permanent", subType: "General", message: "no such user" };
    const bounced = {
      type: "email.bounced",
      created_at: "2026-03-01T12:00:00Z",
      data: { ...data, bounce },
    };
    expect(await post(bounced)).toMatchObject({
      reports: [
        {
          reportId: "msg_1",
          kind: "bounced",
          permanent: true,
          words: "no such user",
          messageId,
          at,
        },
      ],
    });
    const tags = [{ name: "campanile_message", value: messageId }];
    const click = { link: "https://shop.example/" };
    expect(await post({ type: "email.clicked", data: { ...data, tags, click } })).toMatchObject({
      reports: [{ kind: "clicked", url: "https://shop.example/", messageId, address: email }],
    });
    expect(await post({ type: "email.sent", data })).toMatchObject({ reports: [] });
  });

  test("what is old, or another secret's, is not genuine", async () => {
    const event = { type: "email.delivered", data };
    expect(await post(event, "another")).toEqual({ outcome: "not genuine" });
    expect(await post(event, "a-secret-of-resend", 3_600)).toEqual({ outcome: "not genuine" });
  });
});

describe("Amazon SES", () => {
  const snsKeys = generateKeyPairSync("rsa", { modulusLength: 2_048 });
  const publicKey = snsKeys.publicKey.export({ type: "spki", format: "pem" }).toString();
  const asked: string[] = [];
  const hooks = sesHooks((url) => {
    asked.push(url);
    return Promise.resolve(url.endsWith(".pem") ? publicKey : "confirmed");
  });

  function notification(more: Record<string, string>): Record<string, string> {
    const said: Record<string, string> = {
      Type: "Notification",
      MessageId: "sns-1",
      TopicArn: topicArn,
      Timestamp: "2026-03-01T12:00:00.000Z",
      SignatureVersion: "2",
      SigningCertURL: "https://sns.eu-central-1.amazonaws.com/SimpleNotificationService-1.pem",
      ...more,
    };
    const names = [
      "Message",
      "MessageId",
      "SubscribeURL",
      "Timestamp",
      "Token",
      "TopicArn",
      "Type",
    ];
    const signed = names
      .filter((name) => said[name] !== undefined)
      .map((name) => `${name}\n${said[name]}\n`)
      .join("");
    const signature = sign("RSA-SHA256", Buffer.from(signed), snsKeys.privateKey);
    return { ...said, Signature: signature.toString("base64") };
  }

  const receive = (said: object): HookAnswer | Promise<HookAnswer> =>
    hooks.receive(
      { settings: { topicArn }, secrets: sesCase.secrets },
      {
        method: "POST",
        url: "https://campanile.example/hooks/channels/token",
        query: new URLSearchParams(),
        headers: {},
        body: Buffer.from(JSON.stringify(said)),
        at,
      },
    );

  test("a bounce is told of each address, with the message that it is of", async () => {
    const Message = JSON.stringify({
      eventType: "Bounce",
      mail: { messageId: "0107-1", tags: { campanile_message: [messageId] } },
      bounce: {
        bounceType: "Permanent",
        timestamp: "2026-03-01T12:00:00Z",
        bouncedRecipients: [
          { emailAddress: email, status: "5.1.1", diagnosticCode: "smtp; 550 no such user" },
        ],
      },
    });
    expect(await receive(notification({ Message }))).toMatchObject({
      reports: [
        {
          reportId: "sns-1/0",
          kind: "bounced",
          permanent: true,
          code: "5.1.1",
          words: "smtp; 550 no such user",
          address: email,
          messageId,
          providerId: "0107-1",
          at,
        },
      ],
    });
  });

  test("a subscription of our topic is confirmed by itself", async () => {
    const SubscribeURL = "https://sns.eu-central-1.amazonaws.com/?Action=ConfirmSubscription";
    const said = { Type: "SubscriptionConfirmation", Message: "Confirm", Token: "t", SubscribeURL };
    expect(await receive(notification(said))).toEqual({
      outcome: "answer",
      answer: { status: 200 },
    });
    expect(asked).toContain(SubscribeURL);
  });

  test("another topic, a changed text and a certificate from elsewhere are not genuine", async () => {
    const own = notification({ Message: "{}" });
    const notGenuine = { outcome: "not genuine" };
    expect(await receive(notification({ Message: "{}", TopicArn: `${topicArn}2` }))).toEqual(
      notGenuine,
    );
    expect(await receive({ ...own, Message: '{"a":1}' })).toEqual(notGenuine);
    const SigningCertURL = "https://sns.eu-central-1.amazonaws.com.evil.example/1.pem";
    expect(await receive(notification({ Message: "{}", SigningCertURL }))).toEqual(notGenuine);
    expect(asked).not.toContain(SigningCertURL);
  });

  test.each([
    ["https://sns.eu-central-1.amazonaws.com/x.pem", true],
    ["https://sns.cn-north-1.amazonaws.com.cn/x.pem", true],
    ["http://sns.eu-central-1.amazonaws.com/x.pem", false],
    ["https://sns.eu-central-1.amazonaws.com:8443/x.pem", false],
    ["https://s3.eu-central-1.amazonaws.com/x.pem", false],
    ["https://sns.eu-central-1.amazonaws.com@evil.example/x.pem", false],
  ])("%s is SNS's own: %s", (url, isOwn) => {
    expect(isOfSns(url)).toBe(isOwn);
  });
});
