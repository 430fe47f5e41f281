import { z } from "zod";
import { startChild } from "../child.ts";
import type { OrderProgram } from "../orders.ts";
import type { Servers } from "../servers.ts";
import { installPeer } from "./install.ts";
import { jsonRequest } from "./json-request.ts";
import { makeShop } from "./shop-database.ts";

const ready = z.object({ port: z.int() });

/** DBOS: a library whose workflows are rows in Postgres. */
export async function startDbos(servers: Servers, smtpUrl: string): Promise<OrderProgram> {
  const program = await installPeer("dbos");
  const shop = await makeShop(await servers.newDatabase("dbos_shop"));
  const child = await startChild(program, [], {
    DATABASE_URL: shop.url,
    DBOS_DATABASE_URL: await servers.newDatabase("dbos_system"),
    SMTP_URL: smtpUrl,
    // It asks pg for what pg will no longer give one day.
    NODE_NO_WARNINGS: "1",
  });
  const url = `http://127.0.0.1:${ready.parse(child.ready).port}/events`;
  return {
    name: "DBOS",
    prepare: shop.prepare,
    request: ({ id, email }, once) => jsonRequest(url, { orderId: id, email, once }),
    processes: () => ({ dbos: child.pid }),
    stop: async () => {
      await child.stop();
      await shop.close();
    },
  };
}
