import { expect, test } from "vitest";
import { newId } from "../../src/platform/new-id.ts";
import type { ReceivedRequest } from "../support/http-server.ts";
import { mailgunCase, postmarkCase, resendCase, sendgridCase, sesCase } from "./cases/emails.ts";
import { opened } from "./conformance.ts";

/** What SES is given is the whole mail in base64. */
function contentOf({ body }: ReceivedRequest): string {
  const raw = /"Data":"([^"]+)"/.exec(body)?.[1];
  return raw === undefined ? body : `${body}\n${Buffer.from(raw, "base64").toString()}`;
}

test.each([sesCase, sendgridCase, mailgunCase, postmarkCase, resendCase])(
  "by $description.name a mail keeps its sender, its copies and one-click unsubscribing",
  async (one) => {
    const { fake, send } = await opened(one);
    await send(newId());
    const [request] = fake.received;
    if (request === undefined) throw new Error("nothing was received");
    const content = contentOf(request);
    expect(content).toMatch(/List-Unsubscribe\b[\s\S]*<https:\/\/campanile\.example\/u\/1>/);
    expect(content).toMatch(/List-Unsubscribe-Post\b[\s\S]*List-Unsubscribe=One-Click/);
    for (const address of ["shop@example.com", "ada@example.com", "ben@example.com"]) {
      expect(content).toContain(address);
    }
    expect(content).toContain("help@example.com");
    expect(content).toContain("Your order is here");
  },
);
