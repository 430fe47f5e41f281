import type { IncomingOrder } from "./incoming-order.ts";
import type { Ingest } from "../../ingest/ingest.ts";
import type { Database } from "../../db/core/database.ts";
import { notifyDispatchers } from "../../db/queue/work-notice.ts";
import { saveOrders } from "./save.ts";
import { raiseOrderEvents } from "./raise-events.ts";

/** Keeps the order that an event tells of, as an upload would, and raises what it reached. */
export async function saveOrderOfEvent(
  db: Database,
  ingest: Ingest,
  order: IncomingOrder,
): Promise<void> {
  await raiseOrderEvents(db, ingest, await saveOrders(db, [order]), [order]);
  await notifyDispatchers(db);
}
