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
  return isSigned(scheme, "the secret", { headers, body }, now);
};
const hmac = (text: string | Buffer, secret = "the secret") =>
  createHmac("sha256", secret).update(text);

test("GitHub's own example is right", () => {
  const scheme = presetOf("github").signature;
  if (scheme === null) throw new Error("GitHub signs");
  const right = "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17";
  const request = { headers: { "x-hub-signature-256": right }, body: Buffer.from("Hello, World!") };
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
