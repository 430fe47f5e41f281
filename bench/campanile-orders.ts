import { apiClient } from "../replay/api-client.ts";
import type { Order, OrderProgram } from "./orders.ts";
import type { Servers } from "./servers.ts";
import { makeOrdering } from "./workflows.ts";

const batch = 1_000;

export interface CampanileOrders extends OrderProgram {
  /** The id of an order's run in Temporal. */
  workflowId(order: Order): Promise<string>;
}

/** Campanile itself, whose worker sends to the mail server of `SMTP_URL` in the servers' settings. */
export async function campanileOrders(servers: Servers): Promise<CampanileOrders> {
  await makeOrdering(servers.db);
  const api = apiClient(servers.url, servers.key);
  return {
    name: "Campanile",
    prepare: async (orders) => {
      for (let from = 0; from < orders.length; from += batch) {
        await api.post("/orders", { orders: orders.slice(from, from + batch).map(upload) });
      }
    },
    request: ({ id, email }, once) => ({
      url: `${servers.url}/api/v1/event`,
      headers: { authorization: `Bearer ${servers.key}`, "content-type": "application/json" },
      body: JSON.stringify({
        eventTypeKey: once ? "benchOrderOnce" : "benchOrder",
        keyValue: id,
        contact: { email },
        params: { orderId: id },
      }),
    }),
    workflowId: async ({ id }) => {
      const [run] = await servers.db.query<{ id: string }>(
        "select temporal_id as id from runs where event_key = $1",
        [id],
      );
      if (run === undefined) throw new Error(`order ${id} has no run`);
      return run.id;
    },
    processes: () => {
      const { api: apiPid, worker } = servers.processes();
      return { api: apiPid, worker };
    },
    stop: () => Promise.resolve(),
  };
}

function upload({ id, email }: Order): object {
  return {
    externalOrderId: id,
    email,
    totalCost: 59.9,
    currency: "EUR",
    status: "INITIALIZED",
    date: "2026-03-01T12:00:00Z",
  };
}
