import { createHmac } from "node:crypto";
import { expect, test } from "vitest";
import type { SendOutcome } from "../../../src/channels/adapter.ts";
import { newId } from "../../../src/platform/new-id.ts";
import { httpCase } from "../cases/http.ts";
import { conforms, opened } from "../conformance.ts";
import type { FakeProvider } from "../fake-provider.ts";
import { received } from "../received.ts";

conforms(httpCase);

async function sending(
  settings: Record<string, unknown>,
  text = "Your order is here",
): Promise<{ fake: FakeProvider; send(): Promise<SendOutcome> }> {
  const { fake, send } = await opened({
    ...httpCase,
    settings: (baseUrl) => ({ ...httpCase.settings(baseUrl), ...settings }),
    outgoing: (id) => ({ id, to: "+4915112345678", from: "", text }),
  });
  return { fake, send: () => send(newId()) };
}

test("path, headers and body are templates, and what people write stays in its place", async () => {
  const { fake, send } = await sending({}, 'She said "yes"\nand {{ secrets.apiKey }}');
  await send();
  const [request] = fake.received;
  expect(request).toMatchObject({ method: "POST", path: "/v2/send?account=shop-account" });
  expect(request?.headers.authorization).toBe("Bearer a-key-that-nobody-knows");
  expect(JSON.parse(request?.body ?? "")).toMatchObject({
    to: "+4915112345678",
    from: "Shop",
    text: 'She said "yes"\nand {{ secrets.apiKey }}',
  });
});

test("a gateway that takes a GET is given all in its query", async () => {
  const { fake, send } = await sending({
    method: "GET",
    path: "/sms?to={{ message.to | url_encode }}&text={{ message.text | url_encode }}",
  });
  expect(await send()).toMatchObject({ outcome: "sent" });
  expect(fake.received[0]).toMatchObject({ method: "GET", body: "" });
  const { searchParams } = new URL(fake.received[0]?.path ?? "", fake.url);
  expect(searchParams.get("text")).toBe("Your order is here");
});

test("a gateway that says no with 200 is understood by its settings", async () => {
  const { fake, send } = await sending({
    successPath: "messages[0].status",
    successValues: ["0", "ok"],
    errorPath: "messages[0].error-text",
    idPath: "messages[0].message-id",
  });
  fake.answer = () => ({ status: 200, body: { messages: [{ status: 0, "message-id": "A1" }] } });
  expect(await send()).toMatchObject({ outcome: "sent", providerId: "A1" });
  fake.answer = () => ({
    status: 200,
    body: { messages: [{ status: 6, "error-text": "invalid number" }] },
  });
  expect(await send()).toEqual({ outcome: "refused", message: "200: invalid number" });
});

test("one that knows ids may be asked again where its answer was lost, for a day", () => {
  const { description, settings } = httpCase;
  const known = (knowsIds: boolean) =>
    description.knowsIdsForMs?.(
      description.settings.parse({ ...settings("https://sms.example"), knowsIds }),
    );
  expect(known(true)).toBe(86_400_000);
  expect(known(false)).toBeUndefined();
});

test("a template can't lead elsewhere, and one with a fault sends nothing and says so", async () => {
  const elsewhere = await sending({ path: ".evil.example/{{ message.id }}" });
  expect(await elsewhere.send()).toMatchObject({ outcome: "refused" });
  const faulty = await sending({ body: "{% if %}" });
  expect(await faulty.send()).toEqual({
    outcome: "refused",
    message: "a template of the channel's set-up can't be rendered",
  });
  expect([...elsewhere.fake.received, ...faulty.fake.received]).toEqual([]);
});

test("receipts and replies are read from JSON, lists, forms and queries", async () => {
  const reference = newId();
  const kinds = async (request: Parameters<typeof received>[1]) => {
    const answer = await received(httpCase, request);
    return answer.outcome === "reports" ? answer.reports : answer.outcome;
  };
  const delivered = { id: "m-1", reference, status: "delivered" };
  const failed = { id: "m-2", status: "UNDELIV", error: "30" };
  expect(
    await kinds({ body: JSON.stringify([delivered, failed, { status: "queued" }]) }),
  ).toMatchObject([
    { kind: "delivered", messageId: reference, providerId: "m-1" },
    { kind: "failed", messageId: null, providerId: "m-2", code: "30" },
  ]);
  const form = { "content-type": "application/x-www-form-urlencoded" };
  const stop = new URLSearchParams({ from: "4915112345678", text: "stop", id: "r-1" }).toString();
  expect(await kinds({ body: stop, headers: form })).toMatchObject([
    { kind: "unsubscribed", address: "+4915112345678", reportId: "r-1" },
  ]);
  const url = `https://campanile.example/hooks/channels/token?${stop}`;
  expect(await kinds({ method: "GET", url })).toMatchObject([{ kind: "unsubscribed" }]);
  expect(await kinds({ body: "nothing" })).toBe("unreadable");
});

test("with a signature secret only what is signed by it is taken", async () => {
  const one = { ...httpCase, secrets: { ...httpCase.secrets, signatureSecret: "s3cret" } };
  const body = JSON.stringify({ id: "m-1", status: "delivered" });
  const mac = createHmac("sha256", "s3cret").update(body).digest();
  for (const signature of [
    mac.toString("hex"),
    mac.toString("base64"),
    `sha256=${mac.toString("hex")}`,
  ]) {
    expect(await received(one, { body, headers: { "x-signature": signature } })).toMatchObject({
      outcome: "reports",
    });
  }
  expect(await received(one, { body })).toEqual({ outcome: "not genuine" });
  expect(
    await received(one, { body: `${body} `, headers: { "x-signature": mac.toString("hex") } }),
  ).toEqual({ outcome: "not genuine" });
});
