import { createTransport } from "nodemailer";
import { pino } from "pino";
import { beforeAll, beforeEach, expect, test } from "vitest";
import { startReportMailbox } from "../../../src/channels/email/report-mailbox.ts";
import { newId } from "../../../src/platform/new-id.ts";
import type { LinkSigner } from "../../../src/services/clicks/link-signer.ts";
import { loadLinkSigner } from "../../../src/services/clicks/link-signer.ts";
import type { ServiceContext } from "../../../src/services/context.ts";
import { afterwards } from "../../support/afterwards.ts";
import { makeWorkflow } from "../../support/campaign.ts";
import { contextOf } from "../../support/context.ts";
import { email, inARow } from "../../support/definitions.ts";
import { incoming } from "../../support/events.ts";
import type { Stack } from "../../support/mail-stack.ts";
import { stack } from "../../support/mail-stack.ts";
import type { SampleNames } from "./sample.ts";
import { sample } from "./sample.ts";

const complaints = "complaints@shop.example";
let running: Stack;
let links: LinkSigner;
let names: SampleNames;
let returnPath: string;

beforeAll(async () => {
  running = await stack();
  const { db, ingest, ended } = running;
  await makeWorkflow(db, { name: "Offer", definition: inARow(email("mail", "Look")) });
  await ingest.ingest([incoming()]);
  await ended();
  links = await loadLinkSigner(db, "https://campanile.example", undefined);
  const [message] = await db.query<{ id: string }>(
    `update messages set recipient = 'ada@example.com',
            content = content || '{"cc": "Copy <copy@example.com>"}' returning id`,
  );
  if (message === undefined) throw new Error("no message");
  const { id } = message;
  const unsubscribe = links.unsubscribeUrl(id).split("/u/")[1] ?? "";
  names = { id, token: links.returnToken(id), unsubscribe };
  returnPath = `bounces+${names.token}@bounces.shop.example`;
});

// The one message is told of anew by each test.
beforeEach(async () => {
  const { db } = running;
  await db.query("delete from channel_reports");
  await db.query("delete from suppressions");
  await db.query("delete from message_log where state not in ('queued', 'sending', 'sent')");
});

/** A mailbox, and what brings it mails. */
async function mailbox(
  given: { protocol?: "smtp" | "lmtp"; context?: ServiceContext; unfit?: () => string } = {},
) {
  const { protocol = "smtp", context = contextOf(running.db), unfit = () => undefined } = given;
  const { port, close } = await startReportMailbox(
    {
      context,
      links: () => Promise.resolve(links),
      unfit,
      log: pino({ level: "silent" }),
    },
    { port: 0, host: "127.0.0.1", protocol, addresses: [complaints] },
  );
  const transport = createTransport({
    host: "127.0.0.1",
    port,
    ignoreTLS: true,
    lmtp: protocol === "lmtp",
  });
  afterwards(() => {
    transport.close();
    return close();
  });
  return async (raw: string, ...to: string[]) => {
    const { response } = await transport.sendMail({ envelope: { from: "", to }, raw });
    return response;
  };
}

const suppressed = () =>
  running.db.query<{ address: string; reason: string }>(
    "select address, reason from suppressions order by address",
  );

async function noted(): Promise<string[]> {
  const rows = await running.db.query<{ state: string }>(
    "select state from message_log where state not in ('queued', 'sending', 'sent') order by id",
  );
  return rows.map(({ state }) => state);
}

test.each(["smtp", "lmtp"] as const)(
  "a bounce that came in by %s keeps the address from being written to; told again, it counts once",
  async (protocol) => {
    const send = await mailbox({ protocol });
    const bounce = sample("postfix-user-unknown", names);
    expect(await send(bounce, returnPath)).toMatch(/^250 /);
    await Promise.all([send(bounce, returnPath), send(bounce, returnPath.toUpperCase())]);
    // The same by another server's words.
    await send(sample("gmail-no-such-user", names), returnPath);
    expect(await suppressed()).toEqual([{ address: "ada@example.com", reason: "hard_bounce" }]);
    expect(await noted()).toEqual(["bounced"]);
  },
);

test("only return paths of our own signature and the named addresses take mail", async () => {
  const send = await mailbox();
  const bounce = sample("postfix-user-unknown", names);
  const last = names.token.endsWith("0") ? "1" : "0";
  const nobodies = [
    `bounces+${names.token.slice(0, -1)}${last}@bounces.shop.example`,
    `bounces+${newId()}@bounces.shop.example`,
    "bounces@bounces.shop.example",
    "postmaster@shop.example",
  ];
  for (const nobody of nobodies) {
    await expect(send(bounce, nobody)).rejects.toMatchObject({ responseCode: 550 });
  }
  expect(await suppressed()).toEqual([]);
  expect(await noted()).toEqual([]);
});

test.each(["arf-abuse", "arf-headers-only"])(
  "a complaint finds its message by a signature in the original's header (%s)",
  async (name) => {
    const send = await mailbox();
    await send(sample(name, names), complaints);
    expect(await suppressed()).toEqual([{ address: "ada@example.com", reason: "complaint" }]);
    expect(await noted()).toEqual(["complained"]);
  },
);

test("who names a Message-ID, and shows no signature of ours, has nobody's address suppressed", async () => {
  const send = await mailbox();
  await send(sample("arf-unsigned", names), complaints);
  expect(await noted()).toEqual([]);
  await send(sample("forged-token", names), complaints);
  expect(await noted()).toEqual(["failed"]);
  expect(await suppressed()).toEqual([]);
});

test("who has a signature of one message tells of its own recipients only", async () => {
  const send = await mailbox();
  // The forgery names somebody else's address; what it came by is of this message.
  await send(sample("forged-token", names), returnPath);
  expect(await suppressed()).toEqual([{ address: "ada@example.com", reason: "hard_bounce" }]);
});

test("a copy's bounce is the copy's, and what became of the message is its recipient's", async () => {
  const send = await mailbox();
  const toBoth = sample("sendmail-two-recipients", names);
  const toCopy = toBoth.replaceAll("ada@example.com", "copy@example.com");
  await send(toCopy, returnPath);
  expect(await suppressed()).toEqual([{ address: "copy@example.com", reason: "hard_bounce" }]);
  expect(await noted()).toEqual([]);
  await send(toBoth, returnPath);
  expect((await suppressed()).map(({ address }) => address)).toEqual([
    "ada@example.com",
    "copy@example.com",
  ]);
  expect(await noted()).toEqual(["bounced"]);
});

test.each(["out-of-office", "challenge", "postfix-delayed", "postfix-relayed", "arf-not-spam"])(
  "nothing comes of %s, and it is taken",
  async (name) => {
    const send = await mailbox();
    expect(await send(sample(name, names), returnPath)).toMatch(/^250 .*nothing to note/);
    expect(await noted()).toEqual([]);
    expect(await suppressed()).toEqual([]);
  },
);

test("a soft bounce is noted, and the address goes on being written to", async () => {
  const send = await mailbox();
  await send(sample("gmail-over-quota", names), returnPath);
  expect(await noted()).toEqual(["bounced"]);
  expect(await suppressed()).toEqual([]);
});

test("while it can't be recorded, the sender is told to try again; then it counts once", async () => {
  const bounce = sample("postfix-user-unknown", names);
  const context = contextOf(running.db);
  const broken = { ...context, transaction: () => Promise.reject(new Error("no database")) };
  for (const given of [{ context: broken }, { unfit: () => "the schema is another release's" }]) {
    const send = await mailbox(given);
    await expect(send(bounce, returnPath)).rejects.toMatchObject({ responseCode: 451 });
    expect(await noted()).toEqual([]);
  }
  const send = await mailbox();
  expect(await send(bounce, returnPath)).toMatch(/^250 /);
  expect(await noted()).toEqual(["bounced"]);
});

test("a report that brings a large original along is read by its beginning", async () => {
  const send = await mailbox();
  const bounce = sample("postfix-user-unknown", names);
  const large = bounce.replace("Look at what is new.", `${"x".repeat(70)}\n`.repeat(50_000));
  await send(large, returnPath);
  expect(await noted()).toEqual(["bounced"]);
});

test("a mail has few recipients at once", async () => {
  const send = await mailbox();
  const many = Array.from({ length: 11 }, (_, n) => returnPath.replace("bounces+", `b${n}+`));
  await send(sample("postfix-user-unknown", names), ...many);
  expect(await noted()).toEqual(["bounced"]);
});
