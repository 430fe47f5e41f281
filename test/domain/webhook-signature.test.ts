import { createHmac } from "node:crypto";
import { describe, expect, test } from "vitest";
import { presetOf } from "../../src/domain/webhook-sources/presets.ts";
import { isSigned } from "../../src/domain/webhook-sources/signature.ts";

const now = new Date("2026-03-01T12:00:00Z");
const seconds = now.getTime() / 1_000;
const body = Buffer.from('{"id":1}');
const signed = (preset: "github" | "shopify" | "stripe", headers: Record<string, string>) => {
  const scheme = presetOf(preset).signature;
  if (scheme === null) throw new Error("a preset without a signature");
  return isSigned(scheme, "the secret", { headers, body, url: "" }, now);
};
const hmac = (text: string | Buffer, secret = "the secret") =>
  createHmac("sha256", secret).update(text);

test("GitHub's own example is right", () => {
  const scheme = presetOf("github").signature;
  if (scheme === null) throw new Error("GitHub signs");
  const right = "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17";
  const request = {
    headers: { "x-hub-signature-256": right },
    body: Buffer.from("Hello, World!"),
    url: "",
  };
  expect(isSigned(scheme, "It's a Secret to Everybody", request, now)).toBe(true);
  expect(isSigned(scheme, "It's a secret to everybody", request, now)).toBe(false);
});

test("Shopify's is Base64, and of the bytes as they came", () => {
  const header = "x-shopify-hmac-sha256";
  expect(signed("shopify", { [header]: hmac(body).digest("base64") })).toBe(true);
  expect(signed("shopify", { [header]: hmac('{"id": 1}').digest("base64") })).toBe(false);
  expect(signed("shopify", { [header]: hmac(body).digest("hex") })).toBe(false);
  expect(signed("shopify", { [header]: "" })).toBe(false);
  expect(signed("shopify", {})).toBe(false);
});

describe("Stripe's", () => {
  const sign = (time: number, secret = "the secret") =>
    hmac(`${time}.${body.toString()}`, secret).digest("hex");
  const header = (value: string) => signed("stripe", { "stripe-signature": value });

  test("it holds for 300 seconds before and after", () => {
    for (const off of [-300, 0, 300]) {
      expect(header(`t=${seconds + off},v1=${sign(seconds + off)}`)).toBe(true);
    }
    for (const off of [-301, 301]) {
      expect(header(`t=${seconds + off},v1=${sign(seconds + off)}`)).toBe(false);
    }
  });

  test("one right v1 of several is enough, and v0 is none", () => {
    const right = sign(seconds);
    const wrong = sign(seconds, "an older secret");
    expect(header(`t=${seconds},v1=${wrong},v1=${right}`)).toBe(true);
    expect(header(`t=${seconds},v1=${wrong},v0=${right}`)).toBe(false);
  });

  test("a time other than the signed one, or none, is refused", () => {
    expect(header(`t=${seconds + 1},v1=${sign(seconds)}`)).toBe(false);
    expect(header(`v1=${sign(seconds)}`)).toBe(false);
    expect(header("t=,v1=")).toBe(false);
  });
});

test("SendGrid's own example is right, and a changed body, time or key is not", () => {
  const key =
    "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE83T4O/n84iotIvIW4mdBgQ/7dAfSmpqIM8kF9mN1flpVKS3GRqe62gw+2fNNRaINXvVpiglSI8eNEc6wEA3F+g==";
  const events = [
    {
      email: "hello@world.com",
      event: "dropped",
      reason: "Bounced Address",
      sg_event_id: "ZHJvcC0xMDk5NDkxOS1MUnpYbF9OSFN0T0doUTRrb2ZTbV9BLTA",
      sg_message_id: "LRzXl_NHStOGhQ4kofSm_A.filterdrecv-p3mdw1-756b745b58-kmzbl-18-5F5FC76C-9.0",
      "smtp-id": "<LRzXl_NHStOGhQ4kofSm_A@ismtpd0039p1iad1.sendgrid.net>",
      timestamp: 1600112492,
    },
  ];
  const signature =
    "MEUCIGHQVtGj+Y3LkG9fLcxf3qfI10QysgDWmMOVmxG0u6ZUAiEAyBiXDWzM+uOe5W0JuG+luQAbPIqHh89M15TluLtEZtM=";
  const isRight = (more: { time?: string; text?: string; secret?: string } = {}) => {
    const { time = "1600112502", text = `${JSON.stringify(events)}\r\n`, secret = key } = more;
    const headers = {
      "x-twilio-email-event-webhook-signature": signature,
      "x-twilio-email-event-webhook-timestamp": time,
    };
    return isSigned("sendgrid", secret, { headers, body: Buffer.from(text), url: "" }, now);
  };
  expect(isRight()).toBe(true);
  expect(isRight({ time: "1600112503" })).toBe(false);
  expect(isRight({ text: JSON.stringify(events) })).toBe(false);
  expect(isRight({ secret: "no key" })).toBe(false);
});

test("Mandrill's is of the address and the form's fields in the order of their names", () => {
  const url = "https://campanile.example/in/1";
  const events = '[{"event":"open","msg":{"email":"a+b@example.com"}}]';
  const form = new URLSearchParams({ mandrill_events: events, another: "x y" }).toString();
  const sum = (text: string) => createHmac("sha1", "the secret").update(text).digest("base64");
  const isRight = (value: string, at = url) =>
    isSigned(
      "mandrill",
      "the secret",
      { headers: { "x-mandrill-signature": value }, body: Buffer.from(form), url: at },
      now,
    );
  const right = sum(`${url}anotherx ymandrill_events${events}`);
  expect(isRight(right)).toBe(true);
  expect(isRight(right, `${url}/other`)).toBe(false);
  expect(isRight(sum(`${url}mandrill_events${events}anotherx y`))).toBe(false);
});
