import { z } from "zod";
import { startChild } from "../child.ts";
import type { Order, OrderProgram } from "../orders.ts";
import { jsonRequest } from "../peer-programs/json-request.ts";
import { makeShop } from "../peer-programs/shop-database.ts";
import type { Servers } from "../servers.ts";

export interface NaiveProgram extends OrderProgram {
  /** The id of an order's workflow, to count its history. */
  workflowId(order: Order): string;
  processes(): { naiveApi: number; naiveWorker: number };
}

const ready = z.object({ port: z.int() });

/**
 * What somebody would write on Temporal without Campanile: an Express route that starts a workflow,
 * and three ordinary activities over tables of their own. On the same servers, in two processes.
 */
export async function startNaive(servers: Servers, smtpUrl: string): Promise<NaiveProgram> {
  const shop = await makeShop(await servers.newDatabase("naive"));
  const env = {
    TEMPORAL_ADDRESS: servers.temporalAddress,
    DATABASE_URL: shop.url,
    SMTP_URL: smtpUrl,
  };
  const worker = await startChild("bench/naive/worker.ts", [], env);
  const api = await startChild("bench/naive/api.ts", [], env);
  const url = `http://127.0.0.1:${ready.parse(api.ready).port}/events`;
  return {
    name: "a naive program on Temporal",
    prepare: shop.prepare,
    request: ({ id, email }, once) => jsonRequest(url, { orderId: id, email, once }),
    workflowId: (order) => `order-${order.id}`,
    processes: () => ({ naiveApi: api.pid, naiveWorker: worker.pid }),
    stop: async () => {
      await api.stop();
      await worker.stop();
      await shop.close();
    },
  };
}
