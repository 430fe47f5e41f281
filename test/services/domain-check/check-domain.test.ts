import { generateKeyPairSync } from "node:crypto";
import { expect, test } from "vitest";
import { dkimRecord } from "../../../src/domain/mail-dns/dkim-key.ts";
import type { DomainQuestion } from "../../../src/services/domain-check/check-domain.ts";
import { checkDomain } from "../../../src/services/domain-check/check-domain.ts";
import { withDns } from "../../../src/services/domain-check/dns.ts";
import type { Zone } from "../../support/dns-server.ts";
import { testDnsServer } from "../../support/dns-server.ts";

const domain = "shop.example";
const rsa = generateKeyPairSync("rsa", { modulusLength: 2048 }).publicKey;
const ed25519 = generateKeyPairSync("ed25519").publicKey;

/** A domain as it should be, of a mail server of its own. */
const good: Zone = {
  [domain]: { txt: ["v=spf1 ip4:192.0.2.1 -all", "other=1"], mx: ["mx.shop.example"] },
  "s1._domainkey.shop.example": { txt: [dkimRecord(rsa)] },
  "_dmarc.shop.example": { txt: ["v=DMARC1; p=reject; rua=mailto:dmarc@shop.example"] },
  "links.shop.example": { a: ["192.0.2.2"] },
};
const asUsual = { provider: null, settings: {}, selectors: ["s1"] };

async function check(zone: Zone, question: Partial<DomainQuestion> = {}) {
  const { address, asked } = await testDnsServer(zone);
  const publicUrl = "https://links.shop.example";
  const given = { domain, ...asUsual, publicUrl, ...question };
  const checked = await withDns((dns) => checkDomain(dns, given), [address]);
  const of = (name: string) => {
    const found = checked.checks.find((one) => one.check === name);
    if (found === undefined) throw new Error(`there is no check ${name}`);
    return found;
  };
  return { ...checked, of, asked };
}

test("a domain that is as it should be is fine in every point", async () => {
  const checked = await check(good);
  expect(checked.checks.map(({ check: name, outcome }) => [name, outcome])).toEqual([
    ["spf", "ok"],
    ["dkim", "ok"],
    ["dmarc", "ok"],
    ["alignment", "ok"],
    ["returnPath", "ok"],
    ["mx", "ok"],
    ["tracking", "ok"],
  ]);
  expect(checked).toMatchObject({ outcome: "ok", organizationalDomain: domain });
  expect(checked.of("dkim").words).toContain("RSA, 2048 bits");
});

test("a domain of which nothing is known is told what to publish, and where", async () => {
  const checked = await check({ "links.shop.example": { a: ["192.0.2.2"] } });
  expect(checked.of("spf")).toMatchObject({
    outcome: "error",
    publish: { type: "TXT", name: domain, value: "v=spf1 mx ~all" },
  });
  expect(checked.of("dkim").words).toBe("There is no key at s1._domainkey.shop.example.");
  expect(checked.of("dmarc").publish).toEqual({
    type: "TXT",
    name: "_dmarc.shop.example",
    value: "v=DMARC1; p=none; rua=mailto:dmarc@shop.example",
  });
  for (const name of ["alignment", "returnPath"]) expect(checked.of(name).outcome).toBe("error");
  expect(checked.of("mx").outcome).toBe("warning");
});

const spfOf = async (record: string | string[], more: Zone = {}, question = {}) =>
  (
    await check(
      { ...good, [domain]: { txt: [record].flat(), mx: ["mx.shop.example"] }, ...more },
      question,
    )
  ).of("spf");

test("an SPF record that receivers can't use, or that lets everybody send, is an error", async () => {
  const wrong: [string | string[], string, Zone?][] = [
    [["v=spf1 -all", "v=spf1 ~all"], "has 2 SPF records"],
    ["v=spf1 +all", "everybody may send"],
    ["v=spf1 all", "everybody may send"],
    ["v=spf1 include:gone.example -all", "gone.example, which it names, has no SPF record"],
    ["v=spf1 ip4:1.2.3.4 inlcude:x.example -all", "says “inlcude:x.example”"],
    [
      "v=spf1 include:a.example -all",
      "a.example includes itself",
      { "a.example": { txt: ["v=spf1 include:a.example -all"] } },
    ],
    ["v=spf1 a:n1.example a:n2.example mx:n3.example -all", "asks for 3 names that do not exist"],
  ];
  for (const [record, words, more] of wrong) {
    const found = await spfOf(record, more);
    expect(found, words).toMatchObject({ outcome: "error" });
    expect(found.words).toContain(words);
  }
});

test("lookups of an SPF record are counted through all that it includes, and redirects followed", async () => {
  const host = { a: ["192.0.2.1"] };
  const inner: Zone = {
    "in.example": { txt: ["v=spf1 a:h.example mx:h.example exists:%{i}.h.example -all"] },
    "h.example": { ...host, mx: ["h.example"] },
  };
  // include, its three, then six of its own.
  const own = ["a", "mx", "a:h.example", "a:h.example", "a:h.example", "a:h.example"];
  const ten = `v=spf1 include:in.example ${own.join(" ")} ip4:192.0.2.0/24 ip6:2001:db8::/32`;
  const zone = { ...inner, [domain]: { txt: [`${ten} -all`], mx: ["h.example"], ...host } };
  expect((await check({ ...good, ...zone })).of("spf")).toMatchObject({
    outcome: "warning",
    words: expect.stringContaining("all 10 lookups") as string,
  });
  const eleven = {
    ...zone,
    [domain]: { ...host, txt: [`${ten} a:h.example ~all`], mx: ["h.example"] },
  };
  expect((await check({ ...good, ...eleven })).of("spf")).toMatchObject({
    outcome: "error",
    words: expect.stringContaining("needs 11 lookups") as string,
  });
  const redirected = await spfOf("v=spf1 redirect=_spf.shop.example", {
    "_spf.shop.example": { txt: ["v=spf1 ip4:192.0.2.1 ?all"] },
  });
  expect(redirected).toMatchObject({
    outcome: "warning",
    words: expect.stringContaining("?all") as string,
  });
  expect(await spfOf("v=spf1 ip4:192.0.2.1")).toMatchObject({ outcome: "warning" });
  expect(await spfOf("v=spf1 ptr ~all")).toMatchObject({ outcome: "warning" });
});

test("records that include one another without end, or without bottom, are given up", async () => {
  const deep: Zone = {};
  for (let n = 0; n < 200; n++) {
    deep[`d${n}.example`] = { txt: [`v=spf1 include:d${n + 1}.example include:d${n + 2}.example`] };
  }
  const { address, asked } = await testDnsServer({
    ...good,
    ...deep,
    [domain]: { txt: ["v=spf1 include:d0.example -all"] },
  });
  const question = { domain, ...asUsual, publicUrl: "https://links.shop.example" };
  const { checks } = await withDns((dns) => checkDomain(dns, question), [address]);
  expect(checks[0]).toMatchObject({ check: "spf", outcome: "error" });
  expect(asked.length).toBeLessThan(80);
});

test("keys that receivers can't use are told apart: none, revoked, broken, weak, a test's, another one's", async () => {
  const weak = generateKeyPairSync("rsa", { modulusLength: 1024 }).publicKey;
  const weakest = generateKeyPairSync("rsa", { modulusLength: 512 }).publicKey;
  const pem = (key: typeof rsa) => key.export({ type: "spki", format: "pem" }).toString();
  const own = { domain, selector: "s1", key: pem(rsa) };
  const wrong: [string[], "ok" | "warning" | "error", string, Partial<DomainQuestion>?][] = [
    [[], "error", "There is no key"],
    [["v=DKIM1; p="], "error", "revoked"],
    [["v=DKIM1; k=rsa; p=MIGf"], "error", "can't be read"],
    [["v=DKIM2; p=x"], "error", "its version is DKIM2"],
    [["just a text"], "error", "no list of tag=value"],
    [["v=DKIM1; k=dsa; p=YQ=="], "error", "kind of key is dsa"],
    [[dkimRecord(rsa), dkimRecord(weak)], "error", "2 records"],
    [[dkimRecord(weakest)], "error", "512 bits"],
    [[dkimRecord(weak)], "warning", "1024 bits"],
    [[`${dkimRecord(rsa)}; t=y:s`], "warning", "marked as a test"],
    [[dkimRecord(ed25519)], "ok", "Ed25519"],
    [[dkimRecord(rsa).replace("v=DKIM1; k=rsa; ", "")], "ok", "2048 bits"],
    [[dkimRecord(rsa)], "ok", "the one by which e-mails are signed", { dkim: own }],
    [[dkimRecord(ed25519)], "error", "not the one by which", { dkim: own }],
    [[], "error", "There is no key", { dkim: own }],
  ];
  for (const [txt, outcome, words, question] of wrong) {
    const zone = { ...good, "s1._domainkey.shop.example": { txt } };
    const found = (await check(zone, question)).of("dkim");
    expect(found, words).toMatchObject({ outcome });
    expect(found.words).toContain(words);
    const value = dkimRecord(rsa);
    const isToPublish = question?.dkim !== undefined && outcome === "error";
    expect(found.publish?.value).toBe(isToPublish ? value : undefined);
  }
});

test("DMARC is taken from the domain or its owner's, and what it lacks is told", async () => {
  const sub = "mail.shop.co.uk";
  const of = async (txt: string[], more: Zone = {}) =>
    (await check({ ...more, "_dmarc.shop.co.uk": { txt } }, { domain: sub })).of("dmarc");
  expect(await of(["v=DMARC1; p=reject; rua=mailto:d@shop.co.uk"])).toMatchObject({
    outcome: "ok",
    name: "_dmarc.shop.co.uk",
  });
  expect(
    await of(["v=DMARC1; p=reject; rua=mailto:d@reports.example!10m"], {
      "shop.co.uk._report._dmarc.reports.example": { txt: ["v=DMARC1"] },
    }),
  ).toMatchObject({ outcome: "ok" });
  const told: [string[], string, string][] = [
    [["v=DMARC1; p=none; rua=mailto:d@shop.co.uk"], "warning", "only reported"],
    [["v=DMARC1; p=reject; sp=none; rua=mailto:d@shop.co.uk"], "warning", "only reported"],
    [["v=DMARC1; p=reject"], "warning", "no address for reports"],
    [["v=DMARC1; p=reject; pct=20; rua=mailto:d@shop.co.uk"], "warning", "20 % of the mail"],
    [
      ["v=DMARC1; p=reject; rua=mailto:d@reports.example"],
      "warning",
      "reports.example does not say",
    ],
    [["v=DMARC1; p=reject; rua=https://x.example"], "warning", "no mailto: address"],
    [["v=DMARC1; p=maybe"], "error", "its policy (p=)"],
    [["v=DMARC1; rua=mailto:d@shop.co.uk"], "error", "its policy (p=)"],
    [["v=DMARC1; p=none", "v=DMARC1; p=reject"], "error", "2 DMARC records"],
    [["v=spf1 -all"], "error", "has no DMARC record"],
  ];
  for (const [txt, outcome, words] of told) {
    const found = await of(txt);
    expect(found, words).toMatchObject({ outcome });
    expect(found.words).toContain(words);
  }
});

test("each provider's own records are asked for, and what is missing is named", async () => {
  const resend: Zone = {
    ...good,
    "send.shop.example": {
      txt: ["v=spf1 include:amazonses.com ~all"],
      mx: ["feedback-smtp.eu-west-1.amazonses.com"],
    },
    "amazonses.com": { txt: ["v=spf1 ip4:192.0.2.0/24 -all"] },
    "resend._domainkey.shop.example": { txt: [dkimRecord(rsa)] },
  };
  const by = (provider: string, more: Partial<DomainQuestion> = {}) => ({
    provider,
    selectors: [],
    ...more,
  });
  expect(await check(resend, by("resend"))).toMatchObject({ outcome: "ok" });
  const without = await check(good, by("resend"));
  expect(without.of("dkim")).toMatchObject({
    outcome: "error",
    words: expect.stringContaining("at resend._domainkey.shop.example") as string,
  });
  expect(without.of("spf").publish).toEqual({
    type: "TXT",
    name: "send.shop.example",
    value: "v=spf1 include:amazonses.com ~all",
  });

  const mailgun = by("mailgun", { settings: { domain: "mg.shop.example" } });
  const mg: Zone = {
    ...good,
    "mg.shop.example": {
      txt: ["v=spf1 a:mg.shop.example ~all"],
      mx: ["mxa.mailgun.org"],
      a: ["192.0.2.3"],
    },
    "pic._domainkey.mg.shop.example": { txt: [dkimRecord(rsa)] },
  };
  const partly = await check(mg, mailgun);
  expect(partly.of("spf")).toMatchObject({
    outcome: "error",
    publish: { value: "v=spf1 a:mg.shop.example include:mailgun.org ~all" },
  });
  expect(partly.of("alignment")).toMatchObject({ outcome: "ok", found: ["DKIM"] });

  const postmark = await check(
    { ...good, "pm-bounces.shop.example": { cname: "pm.mtasv.net" }, "pm.mtasv.net": {} },
    by("postmark"),
  );
  expect(postmark.of("returnPath").outcome).toBe("ok");
  expect(postmark.of("dkim")).toMatchObject({
    outcome: "warning",
    words: expect.stringContaining("pm._domainkey") as string,
  });
  expect((await check(good, by("postmark"))).of("returnPath").publish).toEqual({
    type: "CNAME",
    name: "pm-bounces.shop.example",
    value: "pm.mtasv.net",
  });

  const sendgrid: Zone = {
    ...good,
    "s1._domainkey.shop.example": { cname: "s1.domainkey.u1.wl.sendgrid.net" },
    "s1.domainkey.u1.wl.sendgrid.net": { txt: [dkimRecord(rsa)] },
  };
  expect((await check(sendgrid, by("sendgrid"))).of("dkim").outcome).toBe("ok");
  expect((await check(good, by("ses", { selectors: ["s1"] }))).of("alignment").outcome).toBe("ok");
  expect((await check(good, by("ses"))).of("dkim").words).toContain(
    "ask again with it as selector",
  );
});

test("who asks for strict alignment has it, and SPF alone is a warning", async () => {
  const zone = (mode: string): Zone => ({
    ...good,
    "_dmarc.shop.example": { txt: [`v=DMARC1; p=reject; ${mode}; rua=mailto:d@shop.example`] },
    "s1._domainkey.shop.example": { txt: [] },
    "bounces.shop.example": { txt: ["v=spf1 ip4:192.0.2.1 -all"], mx: ["mx.shop.example"] },
  });
  const question = { returnPath: "bounces.shop.example" };
  expect((await check(zone("aspf=r"), question)).of("alignment")).toMatchObject({
    outcome: "warning",
    found: ["SPF"],
  });
  expect((await check(zone("aspf=s"), question)).of("alignment").outcome).toBe("error");
});

test("a null MX, and links that lead elsewhere or nowhere, are told", async () => {
  const nothing = { [domain]: { txt: ["v=spf1 -all"], mx: ["."] } };
  expect((await check({ ...good, ...nothing })).of("mx").outcome).toBe("error");
  const links = async (publicUrl: string) => (await check(good, { publicUrl })).of("tracking");
  expect(await links("http://localhost:3000")).toMatchObject({ outcome: "warning" });
  expect(await links("https://gone.shop.example")).toMatchObject({ outcome: "error" });
  expect(await links("http://links.shop.example")).toMatchObject({ outcome: "warning" });
  const other = { ...good, "app.other.example": { a: ["192.0.2.9"] } };
  expect(
    (await check(other, { publicUrl: "https://app.other.example" })).of("tracking").words,
  ).toContain("links.shop.example, a CNAME to app.other.example");
});

test("what name servers don't answer, or fail at, is a warning that says so, and the rest is told", async () => {
  const checked = await check({
    ...good,
    "_dmarc.shop.example": "fail",
    "s1._domainkey.shop.example": "silence",
  });
  expect(checked.of("dmarc")).toMatchObject({
    outcome: "warning",
    words: expect.stringContaining("SERVFAIL") as string,
  });
  expect(checked.of("dkim")).toMatchObject({
    outcome: "warning",
    words: expect.stringMatching(
      /could not be looked up: (its name servers do not|the DNS took)/,
    ) as string,
  });
  expect(checked.of("spf").outcome).toBe("ok");
});
