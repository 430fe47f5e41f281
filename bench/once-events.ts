import autocannon from "autocannon";
import { setTimeout as sleep } from "node:timers/promises";
import type { MailSink } from "./mail-sink.ts";
import type { Order, OrderProgram } from "./orders.ts";
import { inTime, newOrders, send } from "./orders.ts";

const contacts = 32;
const launched = new Map<OrderProgram, Order[]>();

/** Events that start nothing, as each is of a contact who had the run already. */
export async function onceEvents(
  program: OrderProgram,
  sink: MailSink,
  { connections, seconds }: { connections: number; seconds: number },
): Promise<{ perSecond: number; p99: number }> {
  const orders = launched.get(program) ?? (await launch(program, sink));
  launched.set(program, orders);
  let next = 0;
  const request = (): { path: string; headers: Record<string, string>; body: string } => {
    const order = orders[next++ % orders.length];
    if (order === undefined) throw new Error("there are no orders");
    const { url, headers, body } = program.request(order, true);
    return { path: new URL(url).pathname, headers, body };
  };
  const [first] = orders;
  if (first === undefined) throw new Error("there are no orders");
  const result = await autocannon({
    url: new URL(program.request(first, true).url).origin,
    connections,
    duration: seconds,
    requests: [{ method: "POST", setupRequest: (given) => ({ ...given, ...request() }) }],
  });
  if (result.non2xx > 0 || result.errors > 0) {
    throw new Error(`${program.name}: ${result.non2xx} refusals, ${result.errors} errors`);
  }
  return { perSecond: result["2xx"] / result.duration, p99: result.latency.p99 };
}

async function launch(program: OrderProgram, sink: MailSink): Promise<Order[]> {
  const orders = newOrders(contacts);
  await program.prepare(orders);
  for (let from = 0; from < orders.length; from += 16) {
    await Promise.all(
      orders.slice(from, from + 16).map(async (order) => {
        const mail = sink.mailTo(order.email);
        await send(program.request(order, true));
        await inTime(mail, `${program.name}: the mail of order ${order.id}`);
      }),
    );
  }
  // The runs themselves end a little later than their mails come.
  await sleep(1_000);
  return orders;
}
