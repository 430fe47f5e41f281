import { once } from "node:events";
import { brotliCompressSync, createBrotliCompress, createDeflate, createGzip } from "node:zlib";
import { deflateSync, gzipSync } from "node:zlib";
import type { Transform } from "node:stream";
import { beforeAll, describe, expect, test } from "vitest";
import type { TestApp } from "./test-app.ts";
import { count, testApp } from "./test-app.ts";

const mebibyte = 1024 * 1024;
const packers = { gzip: gzipSync, deflate: deflateSync, br: brotliCompressSync };
const event = JSON.stringify({ eventTypeKey: "order", keyValue: "A-1" });
const track = JSON.stringify({ event: "Order", userId: "u-1" });
const cloudEvent = JSON.stringify({ specversion: "1.0", type: "order", source: "/shop", id: "1" });

/** What takes packed bodies: the API's own, and formats, each in its own way of reading them. */
const places = [
  { path: "/api/v1/event", type: "application/json", body: event },
  { path: "/api/v2/event", type: "application/json", body: event },
  { path: "/v1/track", type: "application/json", body: track },
  { path: "/cloudevents", type: "application/cloudevents+json", body: cloudEvent },
];

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
});

async function post(path: string, type: string, encoding: string, body: Buffer) {
  const headers = { "content-type": type, authorization: `Basic ${btoa(`x:${app.key}`)}` };
  const all = encoding === "" ? headers : { ...headers, "content-encoding": encoding };
  const response = await fetch(app.url + path, {
    method: "POST",
    headers: all,
    body: new Uint8Array(body),
  });
  await response.arrayBuffer();
  return response.status;
}

describe.each(places)("$path", ({ path, type, body }) => {
  test.each(Object.entries(packers))("a body packed with %s is taken", async (encoding, pack) => {
    const status = await post(path, type, encoding, pack(body));
    expect([200, 202]).toContain(status);
  });

  test("half a gzip is 400, and an unknown packing 415; nothing is taken", async () => {
    const before = await count(app.db, "events");
    const half = gzipSync(body).subarray(0, -10);
    expect(await post(path, type, "gzip", half)).toBe(400);
    expect(await post(path, type, "gzip", Buffer.from(body))).toBe(400);
    expect(await post(path, type, "compress", gzipSync(body))).toBe(415);
    expect(await post(path, type, "gzip, br", gzipSync(body))).toBe(415);
    expect(await count(app.db, "events")).toBe(before);
  });
});

describe("1 GiB of zeros, packed", () => {
  const bombs: Record<string, Buffer> = {};
  beforeAll(async () => {
    bombs["gzip"] = await bomb(createGzip());
    bombs["deflate"] = await bomb(createDeflate());
    bombs["br"] = await bomb(createBrotliCompress({ params: { 1: 5 } }));
  });

  const tries = places.flatMap(({ path, type }) =>
    Object.keys(packers).map((encoding) => ({ path, type, encoding })),
  );

  test.each(tries)("$path answers 413 to $encoding, in bounded memory", async (each) => {
    const { path, type, encoding } = each;
    const packed = bombs[encoding] ?? Buffer.alloc(0);
    expect(packed.length).toBeLessThan(2 * mebibyte);
    const { status, grown } = await watched(() => post(path, type, encoding, packed));
    expect(status).toBe(413);
    expect(grown).toBeLessThan(64 * mebibyte);
  });

  test("it is 413 also where a client packs without saying so", async () => {
    const packed = bombs["gzip"] ?? Buffer.alloc(0);
    const { status, grown } = await watched(() => post("/v1/track", "text/plain", "", packed));
    expect(status).toBe(413);
    expect(grown).toBeLessThan(64 * mebibyte);
  });
});

async function bomb(packer: Transform): Promise<Buffer> {
  const chunks: Buffer[] = [];
  packer.on("data", (chunk: Buffer) => void chunks.push(chunk));
  const ended = once(packer, "end");
  const zeros = Buffer.alloc(16 * mebibyte);
  for (let written = 0; written < 1024 * mebibyte; written += zeros.length) {
    if (!packer.write(zeros)) await once(packer, "drain");
  }
  packer.end();
  await ended;
  return Buffer.concat(chunks);
}

/** Client and API are one process here: what both need at most beyond what they had. */
async function watched(work: () => Promise<number>): Promise<{ status: number; grown: number }> {
  const used = () => process.memoryUsage().external + process.memoryUsage().heapUsed;
  const before = used();
  let most = before;
  const watch = setInterval(() => (most = Math.max(most, used())), 1);
  try {
    return { status: await work(), grown: Math.max(most, used()) - before };
  } finally {
    clearInterval(watch);
  }
}
