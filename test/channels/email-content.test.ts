import { simpleParser } from "mailparser";
import { expect, test } from "vitest";
import { newId } from "../../src/platform/new-id.ts";
import type { ReceivedRequest } from "../support/http-server.ts";
import {
  attachedFile,
  mailgunCase,
  postmarkCase,
  resendCase,
  sendgridCase,
  sesCase,
} from "./cases/emails.ts";
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

const cases = [sesCase, sendgridCase, mailgunCase, postmarkCase, resendCase];

test.each(cases)(
  "by $description.name a file goes along whole, under its name and with its type",
  async (one) => {
    const { fake, send } = await opened(one);
    await send(newId());
    const [request] = fake.received;
    if (request === undefined) throw new Error("nothing was received");
    expect(await filesIn(request)).toEqual([attachedFile]);
  },
);

/** As a mail has them, or as one of the providers' JSON forms has them. */
async function filesIn(request: ReceivedRequest) {
  const mime = /Content-Type: multipart\/mixed[\s\S]*/.exec(contentOf(request));
  if (mime !== null) {
    const { attachments } = await simpleParser(mime[0]);
    return attachments.map(({ filename, contentType, content }) => ({
      name: filename,
      type: contentType,
      content,
    }));
  }
  const body = JSON.parse(request.body) as Record<string, Record<string, string>[]>;
  return (body["attachments"] ?? body["Attachments"] ?? []).map((file) => ({
    name: file["filename"] ?? file["Name"],
    type: file["type"] ?? file["ContentType"] ?? file["content_type"],
    content: Buffer.from(file["content"] ?? file["Content"] ?? "", "base64"),
  }));
}
