import type { LookupAddress } from "node:dns";
import { describe, expect, test } from "vitest";
import type { Resolve } from "../../src/platform/address-guard/lookup.ts";
import { guardedAgent } from "../../src/platform/address-guard/agent.ts";
import { isPublicAddress } from "../../src/platform/address-guard/public-address.ts";
import type { OutsideAnswer, OutsideRequest } from "../../src/platform/address-guard/request.ts";
import { requestOutside } from "../../src/platform/address-guard/request.ts";
import { afterwards } from "../support/afterwards.ts";
import { answerJson, testHttpServer } from "../support/http-server.ts";

const refused = { outcome: "refused", message: "the address is not a public one" };

function agentFor(allowed: readonly string[] = [], resolve?: Resolve) {
  const agent = guardedAgent({ allowed, ...(resolve !== undefined && { resolve }) });
  afterwards(() => agent.destroy());
  return agent;
}

function ask(
  url: string,
  {
    allowed,
    resolve,
    ...more
  }: Partial<OutsideRequest> & { allowed?: string[]; resolve?: Resolve } = {},
): Promise<OutsideAnswer> {
  return requestOutside(agentFor(allowed, resolve), {
    method: "GET",
    url,
    headers: {},
    body: null,
    confidential: { headers: new Set(), body: false },
    timeoutMs: 3_000,
    maxBytes: 1_000,
    ...more,
  });
}

describe("an address", () => {
  test.each([
    ..."0.0.0.0 10.1.2.3 100.64.0.1 127.0.0.1 127.9.9.9 168.63.129.16 169.254.169.254".split(" "),
    ..."172.16.0.1 172.31.255.255 192.0.0.192 192.168.1.1 198.18.0.1 224.0.0.1".split(" "),
    ..."255.255.255.255 240.0.0.1 203.0.113.9".split(" "),
    ..."::1 :: ::ffff:127.0.0.1 ::ffff:a9fe:a9fe ::ffff:8.8.8.8 ::127.0.0.1 fe80::1".split(" "),
    ..."fe80::1%eth0 fc00::1 fd00:ec2::254 ff02::1 2001:db8::1 2002:7f00:1:: 2001::1".split(" "),
    ..."64:ff9b::7f00:1 64:ff9b::a9fe:a9fe 64:ff9b:: 64:ff9b:1::1 fec0::1 localhost".split(" "),
    "",
  ])("%s is refused", (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });

  test.each(
    "8.8.8.8 172.32.0.1 100.128.0.1 169.253.1.1 2606:4700::1111 2a00:1450::5 64:ff9b::808:808".split(
      " ",
    ),
  )("%s is public", (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });
});

describe("a request", () => {
  test("to an address of this machine or its network is not made, however it is written", async () => {
    const server = await testHttpServer();
    const { port } = new URL(server.url);
    const hosts = [
      ..."127.0.0.1 2130706433 0x7f.1 0177.0.0.1 127.1 0 localhost LOCALHOST 127.0.0.1.".split(" "),
      ..."[::1] [::ffff:127.0.0.1] [::ffff:7f00:1] [::] [64:ff9b::7f00:1]".split(" "),
    ];
    for (const host of hosts) {
      expect([host, await ask(`http://${host}:${port}/`)]).toEqual([host, refused]);
    }
    expect(server.received).toEqual([]);
    expect(await ask("http://169.254.169.254/latest/meta-data/")).toEqual(refused);
    expect(await ask("https://10.0.0.1/")).toEqual(refused);
  });

  test("to a name is not made when one of its addresses is not public", async () => {
    const answers: Record<string, LookupAddress[]> = {
      "inside.example": [{ address: "127.0.0.1", family: 4 }],
      "mixed.example": [
        { address: "93.184.216.34", family: 4 },
        { address: "192.168.0.1", family: 4 },
      ],
      "mapped.example": [{ address: "::ffff:169.254.169.254", family: 6 }],
      "nowhere.example": [],
    };
    const resolve: Resolve = (name, _, callback) => callback(null, answers[name] ?? []);
    for (const name of Object.keys(answers)) {
      expect([name, await ask(`http://${name}/`, { resolve })]).toEqual([name, refused]);
    }
  });

  test("goes to the address that was looked at: the name is resolved once", async () => {
    let lookups = 0;
    const resolve: Resolve = (_, __, callback) => {
      lookups++;
      // Public at the first look (of a block that nobody has), the machine itself at the next one:
      // DNS rebinding.
      const first = { address: "3ffe::1", family: 6 };
      callback(null, [lookups === 1 ? first : { address: "127.0.0.1", family: 4 }]);
    };
    const server = await testHttpServer();
    const url = `http://rebound.example:${new URL(server.url).port}/`;
    const answer = await ask(url, { resolve, timeoutMs: 1_000 });
    expect(answer.outcome).toBe("unreached");
    expect(lookups).toBe(1);
    expect(server.received).toEqual([]);
  });

  test("reaches a host that is allowed, on that port only", async () => {
    const [server, other] = [await testHttpServer(), await testHttpServer()];
    server.answer = (_, response) => answerJson(response, 200, { ok: true });
    const answer = await ask(server.url, { allowed: [server.host] });
    expect(answer).toMatchObject({ outcome: "answered", status: 200 });
    expect(await ask(other.url, { allowed: [server.host] })).toEqual(refused);
    const { port } = new URL(server.url);
    const named = await ask(`http://LocalHost:${port}`, { allowed: [`localhost:${port}`] });
    expect(named).toMatchObject({ outcome: "answered" });
  });

  test("is not redirected to where it may not go itself", async () => {
    const server = await testHttpServer();
    for (const target of [
      "http://169.254.169.254/latest/meta-data/",
      "http://[::ffff:169.254.169.254]/",
      "http://2852039166/",
      "http://localhost:9/",
    ]) {
      server.answer = (_, response) => void response.writeHead(302, { location: target }).end();
      expect([target, await ask(server.url, { allowed: [server.host] })]).toEqual([
        target,
        refused,
      ]);
    }
    for (const location of ["file:///etc/passwd", "gopher://x/", "http://u:p@example.com/"]) {
      server.answer = (_, response) => void response.writeHead(302, { location }).end();
      const answer = await ask(server.url, { allowed: [server.host] });
      expect([location, answer.outcome]).toEqual([location, "refused"]);
    }
  });

  test("is redirected five times at most", async () => {
    const server = await testHttpServer();
    server.answer = ({ path }, response) => {
      const n = Number(path.slice(1));
      if (n === 5) answerJson(response, 200, {});
      else response.writeHead(307, { location: `/${n + 1}` }).end();
    };
    const allowed = [server.host];
    expect(await ask(`${server.url}/0`, { allowed })).toMatchObject({ status: 200 });
    server.received.length = 0;
    server.answer = (_, response) => void response.writeHead(301, { location: "/" }).end();
    expect(await ask(server.url, { allowed })).toMatchObject({ outcome: "refused" });
    expect(server.received).toHaveLength(6);
  });

  test("takes no secret along to another origin", async () => {
    const [first, second] = [await testHttpServer(), await testHttpServer()];
    let status = 307;
    first.answer = ({ path }, response) => {
      const location = path === "/inside" ? "/here" : `${second.url}/there`;
      if (path === "/here") response.end();
      else response.writeHead(status, { location }).end();
    };
    const allowed = [first.host, second.host];
    const headers = { authorization: "Bearer a", cookie: "b", "x-token": "s", "x-plain": "p" };
    const confidential = { headers: new Set(["x-token"]), body: false };
    const given = { allowed, headers, confidential, method: "POST", body: "{}" };
    await ask(`${first.url}/outside`, given);
    expect(second.received).toMatchObject([{ method: "POST", body: "{}" }]);
    expect(second.received[0]?.headers).toMatchObject({ "x-plain": "p" });
    for (const name of ["authorization", "cookie", "x-token"]) {
      expect(second.received[0]?.headers).not.toHaveProperty(name);
    }
    await ask(`${first.url}/inside`, given);
    expect(first.received.at(-1)?.headers).toMatchObject(headers);

    second.received.length = 0;
    const secretBody = { ...given, confidential: { headers: new Set<string>(), body: true } };
    const answer = await ask(`${first.url}/outside`, secretBody);
    expect(answer).toMatchObject({ outcome: "refused" });
    expect(second.received).toEqual([]);
    status = 303;
    await ask(`${first.url}/outside`, secretBody);
    expect(second.received).toMatchObject([{ method: "GET", body: "" }]);
  });

  test("ends after its time, and leaves a body that is too long", async () => {
    const server = await testHttpServer();
    const allowed = [server.host];
    server.answer = () => undefined;
    const late = await ask(server.url, { allowed, timeoutMs: 200 });
    expect(late).toEqual({ outcome: "unreached", message: "no answer within 0.2 s" });
    server.answer = (_, response) => {
      response.write("x".repeat(100));
    };
    expect(await ask(server.url, { allowed, timeoutMs: 200 })).toMatchObject({
      outcome: "unreached",
    });
    server.answer = (_, response) => void response.end("x".repeat(2_000));
    expect(await ask(server.url, { allowed })).toMatchObject({ status: 200, body: null });
  });

  test("that can't be sent says so, without its content", async () => {
    const server = await testHttpServer();
    const headers = { "x-token": "s3cr3t\r\nx: y" };
    const answer = await ask(server.url, { allowed: [server.host], headers });
    expect(answer.outcome).toBe("refused");
    expect(JSON.stringify(answer)).not.toContain("s3cr3t");
    expect(await ask("nowhere")).toMatchObject({ outcome: "refused" });
    const resolve: Resolve = (_, __, callback) =>
      callback(Object.assign(new Error("getaddrinfo"), { code: "ENOTFOUND" }), []);
    expect(await ask("http://no.example/", { resolve })).toEqual({
      outcome: "unreached",
      message: "its name is unknown",
    });
  });
});
