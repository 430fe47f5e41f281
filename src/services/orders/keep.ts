import { v7 } from "uuid";
import type { IncomingOrder } from "../../contract/incoming-order.ts";
import { isForeignKeyViolation } from "../../db/constraint-violation.ts";
import type { Database, Sql } from "../../db/database.ts";
import { LostRace } from "../../db/database.ts";
import { noteStatus } from "../../db/order-statuses.ts";
import { lockOrder, writeOrder } from "../../db/orders.ts";
import { stopByRule } from "../../db/stop-rules.ts";
import type { OrderStatus } from "../../domain/order-status.ts";
import { isNews, orderStatuses } from "../../domain/order-status.ts";
import { resolveContacts } from "../contacts/resolve.ts";

/**
 * Keeps orders and the statuses they reach, in one transaction; their events follow, and the
 * caller tells the dispatcher, as runs may have been stopped.
 * @returns the ids of the orders
 */
export async function keepOrders(
  db: Database,
  orders: readonly IncomingOrder[],
): Promise<string[]> {
  // Sorted, so that uploads at the same time can't deadlock; the sort keeps the order of uploads
  // that speak of the same order.
  const sorted = orders.toSorted((a, b) =>
    a.externalId === b.externalId ? 0 : a.externalId < b.externalId ? -1 : 1,
  );
  return db.tx(async (sql) => {
    try {
      return await keepSorted(sql, sorted);
    } catch (error) {
      // Found a moment ago, and erased since: the next attempt makes it anew.
      throw isForeignKeyViolation(error) ? new LostRace("an erased contact") : error;
    }
  });
}

interface Kept {
  id: string;
  contactId: string | null;
  /** A status that it has for the first time: it stops the runs that a rule ends by it. */
  reached: OrderStatus | null;
}

async function keepSorted(sql: Sql, sorted: readonly IncomingOrder[]): Promise<string[]> {
  const contacts = await resolveContacts(
    sql,
    sorted.map(({ identities }) => ({ identities, source: "order" })),
  );
  const kept: Kept[] = [];
  for (const [index, order] of sorted.entries()) {
    kept.push(await keepOrder(sql, order, contacts[index]?.contactId ?? null));
  }
  for (const status of orderStatuses) {
    const whose = kept.flatMap(({ reached, contactId }) =>
      reached === status && contactId !== null ? [contactId] : [],
    );
    await stopByRule(sql, { kind: "order", statuses: [status] }, whose);
  }
  return kept.map(({ id }) => id);
}

/** An upload that is no news (domain/order-status.ts) changes nothing and raises nothing. */
async function keepOrder(sql: Sql, order: IncomingOrder, contactId: string | null): Promise<Kept> {
  const { id, kept } = await lockOrder(sql, v7(), { ...order, contactId });
  const whose = contactId ?? kept?.contactId ?? null;
  if (kept !== null && !isNews(kept, order)) return { id, contactId: whose, reached: null };
  if (kept !== null) await writeOrder(sql, id, { ...order, contactId });
  const isFirst = await noteStatus(sql, id, order.status);
  return { id, contactId: whose, reached: isFirst ? order.status : null };
}
