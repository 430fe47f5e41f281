import { v7 } from "uuid";
import type { IncomingOrder } from "../../contract/incoming-order.ts";
import { isForeignKeyViolation } from "../../db/constraint-violation.ts";
import type { Database, Sql } from "../../db/database.ts";
import { LostRace } from "../../db/database.ts";
import { noteStatus } from "../../db/order-statuses.ts";
import { lockOrder, writeOrder } from "../../db/orders.ts";
import { isNews } from "../../domain/order-status.ts";
import { resolveContacts } from "../contacts/resolve.ts";

/**
 * Keeps orders and the statuses they reach, in one transaction; their events follow.
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

async function keepSorted(sql: Sql, sorted: readonly IncomingOrder[]): Promise<string[]> {
  const contacts = await resolveContacts(
    sql,
    sorted.map(({ identities }) => ({ identities, source: "order" })),
  );
  const ids: string[] = [];
  for (const [index, order] of sorted.entries()) {
    ids.push(await keepOrder(sql, order, contacts[index]?.contactId ?? null));
  }
  return ids;
}

/** An upload that is no news (domain/order-status.ts) changes nothing and raises nothing. */
async function keepOrder(
  sql: Sql,
  order: IncomingOrder,
  contactId: string | null,
): Promise<string> {
  const { id, kept } = await lockOrder(sql, v7(), { ...order, contactId });
  if (kept !== null && !isNews(kept, order)) return id;
  if (kept !== null) await writeOrder(sql, id, { ...order, contactId });
  await noteStatus(sql, id, order.status);
  return id;
}
