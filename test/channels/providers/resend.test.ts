import { expect, test } from "vitest";
import { newId } from "../../../src/platform/new-id.ts";
import { resendCase } from "../cases/emails.ts";
import { conforms, opened } from "../conformance.ts";

conforms(resendCase);

const conflict = (name: string) => ({
  status: 409,
  body: { statusCode: 409, name, message: "This idempotency key has been used." },
});

test("a mail that is under way by another request with its key is asked for again later", async () => {
  const { fake, send } = await opened(resendCase);
  fake.answer = () => conflict("concurrent_idempotent_requests");
  expect(await send(newId())).toEqual({
    outcome: "deferred",
    message: "409: concurrent_idempotent_requests: This idempotency key has been used.",
  });
});

test("a mail that it has in another form, by the same key, was sent", async () => {
  const { fake, send } = await opened(resendCase);
  fake.answer = () => conflict("invalid_idempotent_request");
  expect(await send(newId())).toEqual({ outcome: "sent", response: "409: it was taken before" });
});
