import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { newDkimKey, recordOfSigningKey } from "../../../src/domain/mail-dns/signing-key.ts";
import { testApi } from "../../api/workflows/api.ts";
import { testDnsServer } from "../../support/dns-server.ts";

test("the domain of the sender is checked as the e-mail channel is set up, or the one that is named", async () => {
  const { address } = await testDnsServer({
    "pm-bounces.mail.example": { cname: "pm.mtasv.net" },
    "pm.mtasv.net": {},
    "xn--bcher-kva.example": { mx: ["mx.example"] },
  });
  const api = await testApi({
    DNS_SERVERS: address,
    SECRETS_KEY: randomBytes(32).toString("base64"),
  });
  const path = "/channels/email/domain-check";
  const none = await api.get(path);
  expect(none).toMatchObject({ status: 409 });
  expect(none.body.detail).toContain("name one as ?domain=");

  const setup = {
    provider: "postmark",
    settings: { from: "Shop <hello@mail.example>" },
    secrets: { serverToken: "a-token" },
  };
  expect((await api.ask("PUT", "/channels/email", setup)).status).toBe(200);
  const { status, body } = await api.get(path);
  expect(status).toBe(200);
  expect(body).toMatchObject({ domain: "mail.example", provider: "postmark", outcome: "error" });
  expect(body.checks).toContainEqual(
    expect.objectContaining({ check: "returnPath", outcome: "ok", found: ["pm.mtasv.net"] }),
  );

  const named = await api.get(`${path}?domain=B%C3%BCcher.example.&selector=a,b`);
  expect(named.body).toMatchObject({ domain: "xn--bcher-kva.example" });
  const keys = named.body.checks.filter((one: { check: string }) => one.check === "dkim");
  expect(keys.map((one: { name: string }) => one.name)).toEqual([
    "a._domainkey.xn--bcher-kva.example",
    "b._domainkey.xn--bcher-kva.example",
  ]);
  for (const wrong of ["domain=localhost", "domain=10.0.0.1", "domain=a..b", "selector=a%20b"]) {
    expect((await api.get(`${path}?${wrong}`)).status, wrong).toBe(400);
  }
});

test("of a mail server of one's own it is looked at whether the key that stands there is the one that signs", async () => {
  const zone: Parameters<typeof testDnsServer>[0] = {};
  const { address } = await testDnsServer(zone);
  const api = await testApi({
    DNS_SERVERS: address,
    SECRETS_KEY: randomBytes(32).toString("base64"),
  });
  const settings = {
    host: "mail.shop.example",
    from: "Shop <hello@shop.example>",
    dkimDomain: "shop.example",
    returnPathDomain: "bounces.shop.example",
  };
  await api.ask("PUT", "/channels/email", { provider: "smtp", settings });
  const [record] = (await api.get("/channels/email")).body.setup.dnsRecords;
  const look = async () => {
    const { checks } = (await api.get("/channels/email/domain-check")).body;
    return checks.filter(({ check }: { check: string }) => check === "dkim");
  };
  expect(await look()).toMatchObject([{ outcome: "error", name: record.name, publish: record }]);
  zone[record.name] = { txt: [record.value] };
  expect(await look()).toMatchObject([{ outcome: "ok", name: record.name }]);
  zone[record.name] = { txt: [recordOfSigningKey(await newDkimKey()) ?? ""] };
  const [other] = await look();
  expect(other).toMatchObject({ outcome: "error", publish: record });
  expect(other.words).toContain("is not the one by which e-mails are signed");
});
