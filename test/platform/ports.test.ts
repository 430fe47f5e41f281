import { once } from "node:events";
import { createServer, type Server } from "node:net";
import { describe, expect, test } from "vitest";
import { freePort, releasePort } from "../../src/platform/ports.ts";
import { afterwards } from "../support/afterwards.ts";

async function listen(port: number, host?: string): Promise<Server> {
  const server = createServer().listen(port, host);
  await once(server, "listening");
  afterwards(() => server.close());
  return server;
}

describe("a free port", () => {
  test("is below those that an outgoing connection may get meanwhile", async () => {
    expect(await freePort(0)).toBeLessThan(32_768);
  });

  test("is the one asked for, and can be listened on", async () => {
    const port = await freePort(0);
    releasePort(port);
    expect(await freePort(port)).toBe(port);
    await listen(port);
  });

  test("is the next one when something listens there, on whatever address", async () => {
    for (const host of ["127.0.0.1", "0.0.0.0", "::"]) {
      const port = await freePort(0);
      await listen(port, host);
      releasePort(port);
      expect(await freePort(port)).toBeGreaterThan(port);
    }
  });

  test("is given out once, until it is given back", async () => {
    const port = await freePort(0);
    expect(await freePort(port)).not.toBe(port);
    releasePort(port);
    expect(await freePort(port)).toBe(port);
  });

  test("is found where no file can be written, as in a container whose tree may only be read", async () => {
    const before = process.env["TMPDIR"];
    afterwards(() => {
      if (before === undefined) delete process.env["TMPDIR"];
      else process.env["TMPDIR"] = before;
    });
    process.env["TMPDIR"] = "/nowhere";
    const port = await freePort(0);
    expect(await freePort(port)).not.toBe(port);
    releasePort(port);
    expect(await freePort(port)).toBe(port);
    releasePort(port);
  });
});
