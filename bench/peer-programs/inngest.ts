import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { freePort, releasePort } from "../../src/platform/ports.ts";
import { onPath } from "../../src/platform/temporal/on-path.ts";
import { startChild } from "../child.ts";
import type { OrderProgram } from "../orders.ts";
import type { Servers } from "../servers.ts";
import { installPeer } from "./install.ts";
import { jsonRequest } from "./json-request.ts";
import { makeShop } from "./shop-database.ts";

const ready = z.object({ port: z.int() });

/** Inngest's open server; it starts as a child of the program and counts with it. */
export async function startInngest(servers: Servers, smtpUrl: string): Promise<OrderProgram> {
  const binary = process.env["INNGEST_SERVER"] ?? onPath("inngest") ?? onPath("inngest-cli");
  if (binary === undefined) {
    throw new Error(
      "its server isn't here: `npm install --global inngest-cli` fetches it from GitHub, or " +
        "INNGEST_SERVER names the program",
    );
  }
  const program = await installPeer("inngest");
  const shop = await makeShop(await servers.newDatabase("inngest_shop"));
  const dataDir = await mkdtemp(join(tmpdir(), "campanile-bench-inngest-"));
  const ports: number[] = [];
  while (ports.length < 5) ports.push(await freePort(0));
  const child = await startChild(program, [], {
    DATABASE_URL: shop.url,
    INNGEST_DATABASE_URL: `${await servers.newDatabase("inngest")}?sslmode=disable`,
    INNGEST_SERVER: binary,
    SMTP_URL: smtpUrl,
    DATA_DIR: dataDir,
    PORTS: ports.join(","),
  });
  const url = `http://127.0.0.1:${ready.parse(child.ready).port}/e/bench`;
  return {
    name: "Inngest",
    prepare: shop.prepare,
    request: ({ id, email }, once) =>
      jsonRequest(url, {
        name: "shop/order.placed",
        data: { orderId: id, key: once ? `once-${email}` : id },
      }),
    processes: () => ({ inngest: child.pid }),
    stop: async () => {
      await child.stop();
      ports.forEach(releasePort);
      await shop.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
