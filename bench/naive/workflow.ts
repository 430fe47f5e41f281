import { proxyActivities } from "@temporalio/workflow";
import type { Activities } from "./activities.ts";

const { getOrder, addToSegment, sendMail } = proxyActivities<Activities>({
  startToCloseTimeout: "1 minute",
});

/** Order, segment, mail. */
export async function orderPlaced(orderId: string): Promise<void> {
  const order = await getOrder(orderId);
  await addToSegment("buyers", order.email);
  await sendMail(order.email, `Order ${order.id} over ${order.total} has arrived.`);
}
