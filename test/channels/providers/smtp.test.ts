import { dkimVerify } from "mailauth/lib/dkim/verify.js";
import { describe, expect, test } from "vitest";
import { smtp, smtpSettings } from "../../../src/channels/email/providers/smtp/description.ts";
import {
  dkimKeyFault,
  newDkimKey,
  recordOfSigningKey,
} from "../../../src/domain/mail-dns/signing-key.ts";
import { newId } from "../../../src/platform/new-id.ts";
import { testCertificate } from "../../support/certificate.ts";
import { smtpCase } from "../cases/smtp.ts";
import { conforms } from "../conformance.ts";
import { opened, scripted, served } from "../smtp-servers.ts";

conforms(smtpCase);

describe("what becomes of a mail", () => {
  test("what the server has taken is sent, with what it said", async () => {
    const { send } = await scripted({ content: "250 2.0.0 queued as 4711" });
    expect(await send()).toEqual({ outcome: "sent", response: "250 2.0.0 queued as 4711" });
  });

  test.each([
    ["the recipient is unknown", { rcpt: "550 5.1.1 no such user" }, "refused"],
    ["the recipient's mailbox is busy", { rcpt: "450 4.2.1 try later" }, "deferred"],
    ["the sender is refused for now", { mail: "451 4.7.1 greylisted" }, "deferred"],
    ["the mail is too large", { content: "552 5.3.4 too large" }, "refused"],
    ["the mail is taken later", { content: "451 4.3.0 disk full" }, "deferred"],
    ["the server greets with a no", { greeting: "554 5.7.1 not you" }, "deferred"],
    ["the server cuts before the mail", { rcpt: "cut" }, "deferred"],
    ["the server is silent before the mail", { rcpt: "silence" }, "deferred"],
    ["the server never greets", { greeting: "silence" }, "deferred"],
    ["the server refuses DATA", { data: "554 5.5.1 no" }, "refused"],
    ["the server cuts behind the mail", { content: "cut" }, "unknown"],
    ["the server is silent behind the mail", { content: "silence" }, "unknown"],
  ])("%s", async (_name, answers, outcome) => {
    const { send } = await scripted(answers);
    expect(await send()).toMatchObject({ outcome });
  });

  test.each([
    ["rcpt", "550 5.1.1 <ada@example.com>: no such user", { permanent: true, code: "5.1.1" }],
    ["rcpt", "550 User unknown", { permanent: true, code: "550" }],
    ["rcpt", "552 5.2.2 mailbox full", { permanent: false, code: "5.2.2" }],
    ["content", "550 5.1.1 no such user", { permanent: true, code: "5.1.1" }],
    ["content", "554 5.7.1 it looks like spam", undefined],
    ["rcpt", "554 5.7.1 Relay access denied", undefined],
    ["rcpt", "550 Sender address rejected: Domain not found", undefined],
    ["mail", "550 5.1.1 who are you? User unknown", undefined],
  ])("refused at %s with %s: as a bounce it is %j", async (step, answer, bounce) => {
    const { send } = await scripted({ [step]: answer });
    const outcome = await send();
    expect(outcome.outcome).toBe("refused");
    expect((outcome as { bounce?: unknown }).bounce).toEqual(bounce);
  });

  test("a server with too much to do is left alone for a moment, by all workers", async () => {
    const { send } = await scripted({ mail: "421 4.7.0 too many connections" });
    expect(await send()).toMatchObject({
      outcome: "deferred",
      retryAfterMs: expect.any(Number) as number,
    });
  });

  test("the same message that is given again has the same Message-ID", async () => {
    const { received, send } = await served();
    const [first, second] = [newId(), newId()];
    for (const id of [first, first, second]) await send(id);
    expect(received.map(({ content }) => /^Message-ID: <([^@]+)@/im.exec(content)?.[1])).toEqual([
      first,
      first,
      second,
    ]);
  });

  test("nobody listens: it was not taken", async () => {
    expect(await opened(1, { settings: { encryption: "none" } }).send()).toMatchObject({
      outcome: "deferred",
    });
  });
});

describe("the line", () => {
  test("is encrypted with STARTTLS, and the user signs in behind it", async () => {
    const { received, send } = await served(
      {},
      { settings: { user: "shop" }, secrets: { password: "right" } },
    );
    expect(await send()).toMatchObject({ outcome: "sent" });
    expect(received).toMatchObject([{ secure: true, user: "shop" }]);
  });

  test("is encrypted from the beginning with tls", async () => {
    const { received, send } = await served({ secure: true }, { settings: { encryption: "tls" } });
    expect(await send()).toMatchObject({ outcome: "sent" });
    expect(received).toMatchObject([{ secure: true }]);
  });

  test("a server, or whoever stands between, that offers no STARTTLS gets no mail and no password", async () => {
    const tried: unknown[] = [];
    const { received, send } = await served(
      {
        disabledCommands: ["STARTTLS"],
        onAuth: (auth, _session, callback) => {
          tried.push(auth);
          callback(null, { user: "x" });
        },
      },
      { settings: { user: "shop" }, secrets: { password: "right" } },
    );
    expect(await send()).toMatchObject({ outcome: "deferred" });
    expect([received, tried]).toEqual([[], []]);
  });

  test("a certificate that nobody vouches for gets no mail", async () => {
    const { received, send } = await served({}, { ca: (await testCertificate()).cert });
    expect(await send()).toMatchObject({ outcome: "deferred" });
    expect(received).toEqual([]);
  });

  test("a wrong password is said, and costs no mail", async () => {
    const { send } = await served(
      {},
      { settings: { user: "shop" }, secrets: { password: "wrong" } },
    );
    const outcome = await send();
    expect(outcome).toMatchObject({ outcome: "deferred" });
    expect(JSON.stringify(outcome)).not.toContain('"wrong"');
  });

  test("leads to no private address, by number or by name, unless it is allowed", async () => {
    for (const host of ["127.0.0.1", "localhost", "::1", "169.254.169.254"]) {
      const { received, send } = await served({}, { settings: { host }, allowed: [] });
      expect(await send(), host).toEqual({
        outcome: "deferred",
        message: "the server's address is not a public one",
      });
      expect(received).toEqual([]);
    }
  });

  test("is used again for the next mail", async () => {
    const sessions = new Set<string>();
    const { received, send } = await served({
      onMailFrom: (_address, session, callback) => {
        sessions.add(session.id);
        callback();
      },
    });
    for (const _ of [1, 2, 3]) expect(await send()).toMatchObject({ outcome: "sent" });
    expect([received.length, sessions.size]).toEqual([3, 1]);
  });
});

describe("what goes over it", () => {
  test("a mail is signed so that another program finds its signature right, also of one-click unsubscribing", async () => {
    const dkimKey = await newDkimKey();
    const settings = { dkimDomain: "Shop.example", dkimSelector: "s1" };
    const { received, send } = await served({}, { settings, secrets: { dkimKey } });
    expect(await send()).toMatchObject({ outcome: "sent" });
    const content = received[0]?.content ?? "";
    const verify = async (text: string) => {
      const asked: string[] = [];
      const { results } = await dkimVerify(text, {
        resolver: (name: string) => {
          asked.push(name);
          return Promise.resolve([[recordOfSigningKey(dkimKey) ?? ""]]);
        },
      });
      return { asked, result: results[0] };
    };
    const { asked, result } = await verify(content);
    expect(asked).toEqual(["s1._domainkey.shop.example"]);
    expect(result).toMatchObject({
      signingDomain: "shop.example",
      status: { result: "pass", aligned: "shop.example" },
    });
    const covered = /\bh=([^;]+);/.exec(content.replaceAll(/\r\n\s/g, ""))?.[1]?.split(":") ?? [];
    const needed = "from to subject date message-id list-unsubscribe list-unsubscribe-post";
    expect(covered).toEqual(expect.arrayContaining(needed.split(" ")));
    const changed = await verify(content.replace("One-Click", "Two-Click"));
    expect(changed.result?.status.result).toBe("fail");
  });

  test("without a domain to sign for there is no signature", async () => {
    const { received, send } = await served({}, { secrets: { dkimKey: await newDkimKey() } });
    await send();
    expect(received[0]?.content).not.toMatch(/^dkim-signature/im);
  });

  test("bounces go to the mail's own address, and its sender stays who it is", async () => {
    const { received, send } = await served();
    await send(newId(), { returnPath: "bounce-abc@bounces.shop.example" });
    expect(received[0]?.envelopeFrom).toBe("bounce-abc@bounces.shop.example");
    expect(received[0]?.content).toMatch(/^From: Shop <hello@shop.example>\r$/m);
  });
});

describe("what it is set up with", () => {
  test.each([
    [{ host: "https://mail.example.com" }, "host"],
    [{ host: "mail.example.com:25" }, "host"],
    [{ host: "m", port: 0 }, "port"],
    [{ host: "m", dkimDomain: "shop example" }, "dkimDomain"],
    [{ host: "m", dkimSelector: "a.b_" }, "dkimSelector"],
    [{ host: "m", returnPathDomain: "bounces" }, "returnPathDomain"],
    [{ host: "m", encryption: "maybe" }, "encryption"],
  ])("%j is refused", (settings, field) => {
    const parsed = smtpSettings.safeParse(settings);
    expect(parsed.error?.issues.map(({ path }) => path[0])).toEqual([field]);
  });

  test("a key that can't sign is refused in words, and one is made where there is none", async () => {
    expect(dkimKeyFault("-----BEGIN nothing")).toContain("PEM");
    const settings = smtpSettings.parse({ host: "m", dkimDomain: "shop.example" });
    const made = { dkimKey: (await smtp.secretMakers?.(settings)["dkimKey"]?.()) ?? "" };
    expect(smtp.secrets.safeParse(made).success).toBe(true);
    expect(smtp.secrets.safeParse({ dkimKey: "x" }).success).toBe(false);
    expect(smtp.secretMakers?.(smtpSettings.parse({ host: "m" }))).toEqual({});
    const setup = { settings, secrets: made };
    expect(smtp.dnsRecords?.(setup, "campanile.example")).toEqual([
      {
        type: "TXT",
        name: "campanile._domainkey.shop.example",
        value: expect.stringMatching(/^v=DKIM1; k=rsa; p=MII/) as string,
      },
    ]);
  });
});
