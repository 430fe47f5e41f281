import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { SMTPServer } from "smtp-server";
import { expect, inject, test } from "vitest";
import { afterwards } from "../../support/afterwards.ts";
import { apiProcess } from "../../support/api-process.ts";
import { testMailServer } from "../../support/mail-server.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";
import { eventually } from "../../support/wait.ts";
import { away, databaseAlone, examined } from "./setup.ts";

/** Another program. */
async function stranger(): Promise<number> {
  const server = createServer((_request, response) => response.end("hello")).listen(0, "127.0.0.1");
  await once(server, "listening");
  afterwards(() => new Promise((resolve) => server.close(resolve)));
  return (server.address() as AddressInfo).port;
}

test("a mail server that is not there, or takes no such password, is told as such, without it", async () => {
  const server = new SMTPServer({
    disabledCommands: ["STARTTLS"],
    allowInsecureAuth: true,
    onAuth: ({ password }, _session, callback) =>
      password === "right" ? callback(null, { user: "ada" }) : callback(new Error("535 no")),
  });
  server.on("error", () => undefined);
  server.listen(0, "127.0.0.1");
  afterwards(() => new Promise<void>((resolve) => server.close(() => resolve())));
  await eventually("the server", () => server.server.listening);
  const { port } = server.server.address() as AddressInfo;
  const mailAt = async (host: string) => {
    const { of, findings } = await examined({ ...away, SMTP_URL: `smtp://${host}` });
    expect(JSON.stringify(findings)).not.toContain("swordfish");
    return of("Mail (SMTP)")[0];
  };
  expect(await mailAt(`ada:right@127.0.0.1:${port}`)).toMatchObject({ state: "ok" });
  expect(await mailAt(`ada:swordfish@127.0.0.1:${port}`)).toMatchObject({
    state: "failed",
    says: expect.stringContaining("the right user and password"),
  });
  expect(await mailAt("ada:swordfish@127.0.0.1:1")).toMatchObject({
    state: "failed",
    says: expect.stringContaining("the right host and port"),
  });
});

test("a port that another program has is told", async () => {
  const port = await stranger();
  expect((await examined({ ...away, PORT: String(port) })).of("API port")).toMatchObject([
    { state: "failed", says: expect.stringContaining(`port ${port} is taken`) as string },
  ]);
});

test("the API's own port is no fault, and PUBLIC_URL is held against who answers there", async () => {
  const { env } = await databaseAlone();
  const api = await apiProcess({
    DATABASE_URL: env.DATABASE_URL,
    TEMPORAL_ADDRESS: inject("temporalAddress"),
    CAMPANILE_CONFIG: "none",
  });
  const at = async (PUBLIC_URL: string) => {
    const { of } = await examined({ ...away, PORT: String(api.port), PUBLIC_URL });
    expect(of("API port")).toMatchObject([{ state: "ok", says: `the API answers on ${api.port}` }]);
    return of("Public address")[0];
  };
  expect(await at(api.url)).toMatchObject({ state: "ok" });
  expect(await at(`http://127.0.0.1:${await stranger()}`)).toMatchObject({
    state: "failed",
    says: expect.stringContaining("PUBLIC_URL leads to another program than Campanile"),
  });
  expect(await at("http://127.0.0.1:1")).toMatchObject({
    state: "look",
    says: expect.stringContaining("see that PUBLIC_URL is right"),
  });
});

test("a real mail server without PUBLIC_URL fails, one on this machine is looked at", async () => {
  const { url } = await testMailServer();
  const links = async (SMTP_URL: string) =>
    (await examined({ ...away, SMTP_URL })).of("Links in mails");
  expect(await links(url)).toMatchObject([{ state: "look" }]);
  expect(await links("smtp://mail.invalid:25")).toMatchObject([
    { state: "failed", says: expect.stringContaining("PUBLIC_URL is not set") as string },
  ]);
});

test("ports of npm start's servers that others have are looked at, and its own are not", async () => {
  const port = String(await stranger());
  const names = ["POSTGRES_PORT", "TEMPORAL_PORT", "TEMPORAL_UI_PORT", "INBOX_PORT"];
  const { of } = await examined({
    DATA_DIR: await temporaryFolder(),
    PORT: "0",
    ...Object.fromEntries(names.map((name) => [name, port])),
  });
  expect(of("Ports").map(({ state, says }) => [state, says.split(" ")[2]])).toEqual(
    names.map((name) => ["look", name]),
  );
  expect((await examined(away)).of("Ports")).toEqual([]);
});
