import { messageIdOf } from "../src/domain/run-id.ts";
import { mailBlock } from "./campaign.ts";
import type { FoundMail } from "./mails.ts";
import type { Found, FoundRun } from "./observe.ts";
import type { Purchase } from "./purchases.ts";

/** One line of the result. */
export interface Row {
  what: string;
  expected: number;
  found: number;
}

export interface Verdict {
  rows: Row[];
  /** Every difference, in words. */
  faults: string[];
  /** Mails that came again under the same Message-ID because a kill fell into their send. */
  again: number;
}

/** Compares what the system did with what the history asks for. */
export function check(purchases: readonly Purchase[], found: Found): Verdict {
  const orders = new Map(purchases.map((purchase) => [purchase.orderId, purchase]));
  const firsts = firstPurchases(purchases);
  const faults: string[] = [];
  const each = once(found.runs.each, [...orders.keys()], "each time", faults);
  const perContact = (["once", "day"] as const).map((name) => ({
    name,
    runs: once(found.runs[name], firsts, name, faults),
  }));
  const mails = checkMails(orders, found, faults);
  const events = new Set(found.events);
  if (found.events.length > events.size) faults.push("an event is kept twice");
  const rows = [
    { what: "events kept", expected: orders.size, found: events.size },
    { what: "runs, each time", expected: orders.size, found: found.runs.each.length },
    { what: "… one per order, completed", expected: orders.size, found: each },
    ...perContact.flatMap(({ name, runs }) => [
      { what: `runs, ${label[name]}`, expected: firsts.length, found: found.runs[name].length },
      { what: "… by the contact's first event, completed", expected: firsts.length, found: runs },
      { what: "… contacts marked by them", expected: firsts.length, found: found.members[name] },
    ]),
    { what: "messages sent", expected: orders.size, found: sentMessages(found) },
    { what: "mails received, by Message-ID", expected: orders.size, found: mails.distinct },
    { what: "… with the details of their run's order", expected: orders.size, found: mails.right },
    { what: "mails doubled without a reason", expected: 0, found: mails.doubled },
  ];
  for (const row of rows) {
    if (row.expected !== row.found) faults.push(`${row.what}: ${row.found}, not ${row.expected}`);
  }
  return { rows, faults, again: mails.again };
}

const label = { once: "once per contact", day: "once in a day" };

/** The order of each customer's first purchase: the one that gets the licence to launch. */
function firstPurchases(purchases: readonly Purchase[]): string[] {
  const firsts = new Map<string, string>();
  for (const { customer, orderId } of purchases) {
    if (!firsts.has(customer)) firsts.set(customer, orderId);
  }
  return [...firsts.values()];
}

/** How many of these orders have exactly one run, and that completed. */
function once(
  runs: readonly FoundRun[],
  orders: readonly string[],
  name: string,
  faults: string[],
): number {
  const byOrder = groupedBy(runs, ({ event }) => event.key);
  let right = 0;
  for (const order of orders) {
    const [first, ...more] = byOrder.get(order) ?? [];
    byOrder.delete(order);
    if (first === undefined) faults.push(`${name}: ${order} has no run`);
    else if (more.length > 0) faults.push(`${name}: ${order} has ${more.length + 1} runs`);
    else if (first.status !== "completed")
      faults.push(`${name}: run ${first.id} is ${first.status}`);
    else right++;
  }
  for (const key of byOrder.keys()) faults.push(`${name}: ${key} should have started no run`);
  return right;
}

function groupedBy<Item>(
  items: readonly Item[],
  keyOf: (item: Item) => string,
): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group === undefined) groups.set(keyOf(item), [item]);
    else group.push(item);
  }
  return groups;
}

function sentMessages({ messages }: Found): number {
  return messages.filter(({ state }) => state === "sent").length;
}

function checkMails(
  orders: ReadonlyMap<string, Purchase>,
  { runs, messages, mails }: Found,
  faults: string[],
): { distinct: number; right: number; doubled: number; again: number } {
  const byId = groupedBy(mails, ({ messageId }) => messageId);
  const attempts = new Map(messages.map(({ id, attempts: tries }) => [id, tries]));
  const counts = { distinct: byId.size, right: 0, doubled: 0, again: 0 };
  for (const { id: runId, event } of runs.each) {
    const id = messageIdOf({ runId, blockId: mailBlock, visit: 1 });
    const copies = byId.get(id) ?? [];
    byId.delete(id);
    const purchase = orders.get(event.key);
    const wrong = copies.flatMap((mail) => differences(mail, purchase));
    if (copies.length === 0) faults.push(`${event.key}: its mail is missing`);
    else if (wrong.length > 0) faults.push(`${event.key}: its mail is wrong: ${wrong.join(", ")}`);
    else counts.right++;
    // Each attempt may have reached the server: a receipt is sent again rather than not at all.
    const extra = Math.max(0, copies.length - 1);
    if (copies.length > (attempts.get(id) ?? 1)) {
      counts.doubled += extra;
      faults.push(`${event.key}: its mail came ${copies.length} times`);
    } else {
      counts.again += extra;
    }
  }
  for (const [id, [mail]] of byId) faults.push(`a mail of no run: ${id} to ${mail?.to ?? ""}`);
  return counts;
}

/** What a mail says otherwise than its order does. */
function differences(mail: FoundMail, purchase: Purchase | undefined): string[] {
  if (purchase === undefined) return ["no such order"];
  const { orderId, total, quantity, email } = purchase;
  const wanted = {
    Order: orderId,
    Total: `${total} USD`,
    Quantity: String(quantity),
    Customer: email,
  };
  const found = mail.to === email ? [] : [`it went to ${mail.to}`];
  for (const body of mail.bodies) {
    for (const [name, value] of Object.entries(wanted)) {
      const said = new RegExp(`^[ \\t]*${name}:(.*)$`, "m").exec(body)?.[1]?.trim();
      if (said !== value) found.push(`${name} "${said ?? ""}" instead of "${value}"`);
    }
  }
  return found;
}
