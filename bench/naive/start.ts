import { z } from "zod";
import { openDatabase } from "../../src/db/core/database.ts";
import { startChild } from "../child.ts";
import type { Order, OrderProgram } from "../orders.ts";
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
  const databaseUrl = await servers.newDatabase("naive");
  const db = openDatabase(databaseUrl, 1);
  await db.query("create table shop_orders (id text primary key, email text, total numeric)");
  await db.query(
    "create table segment_members (segment text, email text, primary key (segment, email))",
  );
  const env = {
    TEMPORAL_ADDRESS: servers.temporalAddress,
    DATABASE_URL: databaseUrl,
    SMTP_URL: smtpUrl,
  };
  const worker = await startChild("bench/naive/worker.ts", [], env);
  const api = await startChild("bench/naive/api.ts", [], env);
  const url = `http://127.0.0.1:${ready.parse(api.ready).port}/events`;
  return {
    name: "a naive program on Temporal",
    prepare: async (orders) => {
      await db.query(
        "insert into shop_orders select id, email, 59.9 from unnest($1::text[], $2::text[]) as o (id, email)",
        [orders.map(({ id }) => id), orders.map(({ email }) => email)],
      );
    },
    request: (order, once) => ({
      url,
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ orderId: order.id, email: order.email, once }),
    }),
    workflowId: (order) => `order-${order.id}`,
    processes: () => ({ naiveApi: api.pid, naiveWorker: worker.pid }),
    stop: async () => {
      await api.stop();
      await worker.stop();
      await db.close();
    },
  };
}
