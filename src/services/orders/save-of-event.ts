import { notifyDispatchers } from "../../db/queue/work-notice.ts";
import type { ServiceContext } from "../context.ts";
import type { IncomingOrder } from "./incoming-order.ts";
import type { Ingest } from "../../ingest/ingest.ts";
import { saveOrders } from "./save.ts";
import { raiseOrderEvents } from "./raise-events.ts";

/** Keeps the order that an event tells of, as an upload would, and raises what it reached. */
export async function saveOrderOfEvent(
  context: ServiceContext,
  ingest: Ingest,
  order: IncomingOrder,
): Promise<void> {
  await raiseOrderEvents(context, ingest, await saveOrders(context, [order]), [order]);
  await context.afterCommit(notifyDispatchers);
}
