import type { Database } from "../../src/db/core/database.ts";
import { openDatabase } from "../../src/db/core/database.ts";
import type { Order } from "../orders.ts";

/** The tables of a program that keeps its orders and segments itself. */
export interface ShopDatabase {
  url: string;
  db: Database;
  prepare(orders: readonly Order[]): Promise<void>;
  close(): Promise<void>;
}

export async function makeShop(url: string): Promise<ShopDatabase> {
  const db = openDatabase(url, 1);
  await db.query("create table shop_orders (id text primary key, email text, total numeric)");
  await db.query(
    "create table segment_members (segment text, email text, primary key (segment, email))",
  );
  return {
    url,
    db,
    prepare: async (orders) => {
      await db.query(
        "insert into shop_orders select id, email, 59.9 from unnest($1::text[], $2::text[]) as o (id, email)",
        [orders.map(({ id }) => id), orders.map(({ email }) => email)],
      );
    },
    close: () => db.close(),
  };
}
