import { describe, expect, test } from "vitest";
import { newDkimKey } from "../../src/domain/mail-dns/signing-key.ts";
import { type Config, readConfig } from "../../src/platform/config/config.ts";
import { projectRoot } from "../../src/platform/project-root.ts";

function read(env: Record<string, string>): Config {
  const result = readConfig(env);
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.config;
}

function faulty(env: Record<string, string>): string[] {
  const result = readConfig(env);
  return result.ok ? [] : result.problems.map(({ name }) => name);
}

describe("settings", () => {
  test("without any, everything has a value that works on one machine", () => {
    expect(read({})).toMatchObject({
      port: 3000,
      host: "127.0.0.1",
      publicUrl: "http://localhost:3000",
      dataDir: `${projectRoot}/.campanile`,
      logLevel: "info",
      database: { url: undefined, connections: 10, embeddedPort: 54_329 },
      temporal: { address: undefined, namespace: "default", tls: undefined, ownPort: 7233 },
      mail: { smtpUrl: undefined, from: "Campanile <campaigns@localhost>" },
    });
  });

  test("every fault is named at once", () => {
    const names = faulty({
      PORT: "eighty",
      DATABASE_URL: "mysql://localhost/x",
      DATABASE_CONNECTIONS: "0",
      TEMPORAL_ADDRESS: "localhost",
      TEMPORAL_TLS: "yes",
      TEMPORAL_TLS_CERT: "/cert.pem",
      SMTP_URL: "mail.example.com",
      MAIL_FROM: "nobody",
      PUBLIC_URL: "example.com",
      API_KEY: "short",
      LOG_LEVEL: "loud",
    });
    expect(names.toSorted()).toEqual([
      "API_KEY",
      "DATABASE_CONNECTIONS",
      "DATABASE_URL",
      "LOG_LEVEL",
      "MAIL_FROM",
      "PORT",
      "PUBLIC_URL",
      "SMTP_URL",
      "TEMPORAL_ADDRESS",
      "TEMPORAL_TLS",
      "TEMPORAL_TLS_KEY",
    ]);
  });

  test("no value is repeated in a fault, as it may be a secret", () => {
    const secrets = {
      DATABASE_URL: "mysql://me:swordfish@localhost/x",
      SMTP_URL: "swordfish://mail",
      API_KEY: "swordfish",
      MAIL_FROM: "swordfish",
      LOG_LEVEL: "swordfish",
    };
    expect(JSON.stringify(readConfig(secrets))).not.toContain("swordfish");
    expect(faulty(secrets)).toHaveLength(5);
  });

  test("an empty variable is an unset one", () => {
    expect(read({ PORT: "", SMTP_URL: " ", INBOX_PORT: "", API_KEY: "" })).toEqual(read({}));
  });

  test("the public address follows the port unless it is given", () => {
    expect(read({ PORT: "8080" }).publicUrl).toBe("http://localhost:8080");
    expect(read({ PUBLIC_URL: "https://a.example/" }).publicUrl).toBe("https://a.example");
  });

  test("a certificate or an API key for Temporal turns TLS on", () => {
    const at = { TEMPORAL_ADDRESS: "temporal.example:7233" };
    const pair = { ...at, TEMPORAL_TLS_CERT: "/c", TEMPORAL_TLS_KEY: "/k" };
    expect(read(pair).temporal.tls).toEqual({ cert: "/c", key: "/k", ca: undefined });
    expect(read({ ...at, TEMPORAL_API_KEY: "k" }).temporal.tls).toBeDefined();
    expect(faulty({ ...pair, TEMPORAL_TLS: "false" })).toEqual(["TEMPORAL_TLS"]);
    expect(read(at).temporal.tls).toBeUndefined();
  });

  test("TLS without an address is a fault: the dev server has none", () => {
    expect(faulty({ TEMPORAL_TLS: "true" })).toEqual(["TEMPORAL_ADDRESS"]);
  });

  test("mails are signed where a domain and its key are given, as PEM or in base64", async () => {
    const key = (await newDkimKey()).trim();
    const given = {
      MAIL_DKIM_DOMAIN: "Shop.example",
      MAIL_RETURN_PATH_DOMAIN: "bounces.shop.example",
    };
    const inOneLine = Buffer.from(key).toString("base64");
    for (const MAIL_DKIM_KEY of [key, inOneLine]) {
      expect(read({ ...given, MAIL_DKIM_KEY }).mail).toMatchObject({
        dkim: { domain: "shop.example", selector: "campanile", key },
        returnPathDomain: "bounces.shop.example",
      });
    }
    expect(read({}).mail).toMatchObject({ dkim: undefined, returnPathDomain: undefined });
    expect(faulty({ MAIL_DKIM_DOMAIN: "shop.example" })).toEqual(["MAIL_DKIM_KEY"]);
    expect(faulty({ MAIL_DKIM_KEY: key })).toEqual(["MAIL_DKIM_DOMAIN"]);
    const wrong = {
      MAIL_DKIM_DOMAIN: "localhost",
      MAIL_DKIM_SELECTOR: "a.b_",
      MAIL_DKIM_KEY: "swordfish",
      MAIL_RETURN_PATH_DOMAIN: "bounces@shop.example",
    };
    expect(faulty(wrong).toSorted()).toEqual(Object.keys(wrong).toSorted());
    expect(JSON.stringify(readConfig(wrong))).not.toContain("swordfish");
  });

  test("a port is a whole number up to 65535", () => {
    for (const port of ["65536", "-1", "1.5", "0x10", "1e3"]) {
      expect(faulty({ PORT: port })).toEqual(["PORT"]);
    }
    expect(read({ PORT: "0" }).port).toBe(0);
  });
});

test("what signing in by a provider needs is asked for, each by its name, and roles are read with it", () => {
  const whole = {
    OIDC_ISSUER: "https://sso.example.com/realms/shop",
    OIDC_CLIENT_ID: "campanile",
    OIDC_CLIENT_SECRET: "s3cr3t",
  };
  const faultsOf = (env: Record<string, string>) => {
    const result = readConfig(env);
    return result.ok ? [] : result.problems.map(({ name }) => name);
  };
  expect(faultsOf(whole)).toEqual([]);
  expect(faultsOf({ OIDC_ISSUER: whole.OIDC_ISSUER })).toEqual([
    "OIDC_CLIENT_ID",
    "OIDC_CLIENT_SECRET",
  ]);
  expect(faultsOf({ ...whole, OIDC_ROLES: "a=owner" })).toEqual(["OIDC_ROLE_CLAIM"]);
  expect(faultsOf({ ...whole, OIDC_ROLES: "*=viewer" })).toEqual([]);
  expect(faultsOf({ ...whole, OIDC_ROLE_CLAIM: "groups" })).toEqual(["OIDC_ROLES"]);
  expect(faultsOf({ ...whole, OIDC_CREATE_PEOPLE: "true" })).toEqual(["OIDC_ROLES"]);
  expect(faultsOf({ PASSWORD_SIGN_IN: "false" })).toEqual(["PASSWORD_SIGN_IN"]);
  for (const wrong of ["a", "a=boss", "=owner", "a=owner,"]) {
    expect(faultsOf({ ...whole, OIDC_ROLE_CLAIM: "groups", OIDC_ROLES: wrong })).toContain(
      "OIDC_ROLES",
    );
  }
  const mapped = { OIDC_ROLE_CLAIM: "groups", OIDC_ROLES: "CN=Shop=owner, staff=viewer" };
  expect(read({ ...whole, ...mapped }).oidc?.roles).toEqual([
    { value: "CN=Shop", role: "owner" },
    { value: "staff", role: "viewer" },
  ]);
});
