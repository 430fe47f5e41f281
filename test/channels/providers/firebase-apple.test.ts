import { renderer } from "../../support/renderer.ts";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { once } from "node:events";
import { createSecureServer } from "node:http2";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { jwtVerify } from "jose";
import { describe, expect, test } from "vitest";
import type { ProviderCase } from "../provider-case.ts";
import { keptToken } from "../../../src/channels/mobile-push/providers/firebase-apple/kept-token.ts";
import { firebaseAppleAdapter } from "../../../src/channels/mobile-push/providers/firebase-apple/adapter.ts";
import { firebaseApple } from "../../../src/channels/mobile-push/providers/firebase-apple/description.ts";
import type { OpenProvider } from "../../../src/channels/provider.ts";
import { providerHttp } from "../../../src/channels/provider-http.ts";
import { guardedAgent } from "../../../src/platform/address-guard/agent.ts";
import { guardedConnect } from "../../../src/platform/address-guard/socket.ts";
import { newId } from "../../../src/platform/new-id.ts";
import { afterwards } from "../../support/afterwards.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";
import { appleCase, appleToken, firebaseCase, publicKeys } from "../cases/firebase-apple.ts";
import { conforms } from "../conformance.ts";
import { fakeProvider } from "../fake-provider.ts";

describe("Firebase", () => {
  conforms(firebaseCase);
});
describe("Apple", () => {
  conforms(appleCase);
});

function open(one: ProviderCase, url: string, ca?: string): OpenProvider<unknown> {
  const allowed = [new URL(url).host];
  const agent = guardedAgent({ allowed });
  const http2Agent = guardedAgent({ allowed, http2: true, ...(ca !== undefined && { ca }) });
  afterwards(() => Promise.all([agent.close(), http2Agent.destroy()]));
  return firebaseAppleAdapter.open({
    settings: firebaseApple.settings.parse(one.settings(url)),
    secrets: firebaseApple.secrets.parse(one.secrets) as Record<string, string>,
    connect: guardedConnect([]),
    http: providerHttp(agent, [], undefined, http2Agent),
    renderer,
    publicUrl: "https://campanile.example",
    hookUrl: "https://campanile.example/hooks/channels/token",
  });
}

test.each([
  [404, "UNREGISTERED", "Requested entity was not found.", true],
  [400, "INVALID_ARGUMENT", "The registration token is not a valid FCM registration token", true],
  [400, "INVALID_ARGUMENT", "Invalid value at 'message.android.ttl'", undefined],
])("Firebase's %i %s %s: gone is %s", async (status, errorCode, message, isGone) => {
  const fake = await fakeProvider(firebaseCase);
  fake.answer = () => ({
    status,
    body: { error: { status: "X", message, details: [{ errorCode }] } },
  });
  const outcome = await open(firebaseCase, fake.url).send(firebaseCase.outgoing(newId()));
  expect(outcome).toMatchObject({
    outcome: "refused",
    message: `${status}: ${errorCode} ${message}`,
  });
  expect((outcome as { isGone?: true }).isGone).toBe(isGone);
});

test("Firebase's access token is asked for once, and again when it was refused", async () => {
  const asked: string[] = [];
  const fake = await fakeProvider({
    answers: firebaseCase.answers,
    beside: (request) => {
      if (request.path !== "/token") return undefined;
      asked.push(new URLSearchParams(request.body).get("assertion") ?? "");
      return { status: 200, body: { access_token: `access-${asked.length}`, expires_in: 3_599 } };
    },
  });
  const provider = open(firebaseCase, fake.url);
  await Promise.all([1, 2, 3].map(() => provider.send(firebaseCase.outgoing(newId()))));
  expect(asked).toHaveLength(1);
  const { payload } = await jwtVerify(asked[0] ?? "", publicKeys.google);
  expect(payload).toMatchObject({ aud: `${fake.url}/token`, iss: expect.stringMatching(/^push@/) });
  fake.answer = () => ({ status: 401, body: { error: { status: "UNAUTHENTICATED" } } });
  expect(await provider.send(firebaseCase.outgoing(newId()))).toMatchObject({
    outcome: "deferred",
  });
  fake.answer = firebaseCase.answers.taken;
  expect(await provider.send(firebaseCase.outgoing(newId()))).toMatchObject({ outcome: "sent" });
  expect(asked).toHaveLength(2);
  expect(fake.received.at(-1)?.headers.authorization).toBe("Bearer access-2");
});

test.each([
  [410, "Unregistered"],
  [400, "BadDeviceToken"],
])("Apple's %i %s: the device is gone", async (status, reason) => {
  const fake = await fakeProvider(appleCase);
  fake.answer = () => ({ status, body: { reason } });
  const outcome = await open(appleCase, fake.url).send(appleCase.outgoing(newId()));
  expect(outcome).toMatchObject({
    outcome: "refused",
    isGone: true,
    message: `${status}: ${reason}`,
  });
});

test("a wrong key of Apple's is waited for, and no device's fault", async () => {
  const fake = await fakeProvider(appleCase);
  fake.answer = () => ({ status: 403, body: { reason: "InvalidProviderToken" } });
  const outcome = await open(appleCase, fake.url).send(appleCase.outgoing(newId()));
  expect(outcome).toEqual({ outcome: "deferred", message: "403: InvalidProviderToken" });
});

test("Apple is spoken to by HTTP/2, with a token of our key's", async () => {
  const folder = await temporaryFolder();
  const [key, cert] = [join(folder, "key.pem"), join(folder, "cert.pem")];
  const subject = ["-subj", "/CN=localhost", "-addext", "subjectAltName=IP:127.0.0.1"];
  const args = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"];
  execFileSync("openssl", [...args, ...subject, "-keyout", key, "-out", cert], { stdio: "ignore" });
  const server = createSecureServer({ key: readFileSync(key), cert: readFileSync(cert) });
  const got: { version: string; headers: Record<string, unknown>; body: unknown }[] = [];
  server.on("request", (request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => void chunks.push(chunk));
    request.on("end", () => {
      const { httpVersion: version, headers } = request;
      got.push({ version, headers, body: JSON.parse(Buffer.concat(chunks).toString()) });
      response.writeHead(200, { "apns-id": String(headers["apns-id"]) }).end();
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  afterwards(() => void server.close());
  const url = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const provider = open(appleCase, url, readFileSync(cert, "utf8"));
  const id = newId();
  const outcome = await provider.send(appleCase.outgoing(id));
  expect(outcome).toEqual({ outcome: "sent", response: "200: taken by Apple", providerId: id });
  expect(got).toMatchObject([
    {
      version: "2.0",
      headers: {
        ":path": `/3/device/${appleToken}`,
        "apns-id": id,
        "apns-collapse-id": id,
        "apns-topic": "com.example.shop",
        "apns-priority": "10",
      },
      body: { aps: { alert: { title: "Your order is here" } }, messageId: id },
    },
  ]);
  const token = String(got[0]?.headers["authorization"]).replace("bearer ", "");
  const { payload, protectedHeader } = await jwtVerify(token, publicKeys.apple);
  expect(payload).toMatchObject({ iss: "TEAM123456" });
  expect(protectedHeader).toMatchObject({ alg: "ES256", kid: "KEY1234567" });
});

test("a token is made once for all who wait, and again when its time is over", async () => {
  let time = 0;
  let made = 0;
  const kept = keptToken(
    () => Promise.resolve({ token: `t${++made}`, forMs: 1_000 }),
    () => time,
  );
  expect(await Promise.all([kept.get(), kept.get()])).toEqual(["t1", "t1"]);
  time = 999;
  expect(await kept.get()).toBe("t1");
  time = 1_000;
  expect(await kept.get()).toBe("t2");
  kept.drop("t1");
  expect(await kept.get()).toBe("t2");
  kept.drop("t2");
  expect(await kept.get()).toBe("t3");
});
