import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { freePort, releasePort } from "../../src/platform/ports.ts";
import { startChild } from "../child.ts";
import type { OrderProgram } from "../orders.ts";
import type { Servers } from "../servers.ts";
import { installPeer } from "./install.ts";
import { jsonRequest } from "./json-request.ts";
import { makeShop } from "./shop-database.ts";

const ready = z.object({ port: z.int(), server: z.int() });

/** Restate: a server with a log of its own; it starts as a child of the program and counts with it. */
export async function startRestate(servers: Servers, smtpUrl: string): Promise<OrderProgram> {
  const program = await installPeer("restate");
  const shop = await makeShop(await servers.newDatabase("restate_shop"));
  const dataDir = await mkdtemp(join(tmpdir(), "campanile-bench-restate-"));
  const ports = [await freePort(0), await freePort(0), await freePort(0)];
  const child = await startChild(program, [], {
    DATABASE_URL: shop.url,
    SMTP_URL: smtpUrl,
    DATA_DIR: dataDir,
    PORTS: ports.join(","),
  });
  const { port } = ready.parse(child.ready);
  return {
    name: "Restate",
    prepare: shop.prepare,
    // A workflow's key is its idempotency key: a second start with it starts nothing.
    request: ({ id, email }, once) =>
      jsonRequest(
        `http://127.0.0.1:${port}/orders/${encodeURIComponent(once ? `once-${email}` : id)}/run/send`,
        { orderId: id },
      ),
    processes: () => ({ restate: child.pid }),
    stop: async () => {
      await child.stop();
      ports.forEach(releasePort);
      await shop.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
