import type { Database } from "../../src/db/core/database.ts";
import { createIngest } from "../../src/ingest/create.ts";
import { newId } from "../../src/platform/new-id.ts";
import { tellProductChanges } from "../../src/services/catalogue/tell.ts";
import { uploadProducts } from "../../src/services/catalogue/upload.ts";
import type { ServiceContext } from "../../src/services/context.ts";
import { afterwards } from "./afterwards.ts";
import { contextOf } from "./context.ts";
import { testDatabase } from "./database.ts";

export const lamp = { externalId: "lamp", name: "Lamp", price: 100, currency: "EUR" };

/** A database with a catalogue, and people who look at its lamp. */
export async function catalogueShop() {
  const { db } = await testDatabase(8);
  return new CatalogueShop(db);
}

export class CatalogueShop {
  readonly context: ServiceContext;

  readonly db: Database;

  constructor(db: Database) {
    this.db = db;
    this.context = contextOf(db);
  }

  async put(...products: object[]): Promise<void> {
    const { rejected } = await uploadProducts(this.context, products);
    if (rejected.length > 0) throw new Error(JSON.stringify(rejected));
  }

  async contact(): Promise<string> {
    const id = newId();
    await this.db.query("insert into contacts (id, source) values ($1, 'api')", [id]);
    return id;
  }

  /** Somebody who viewed (or carted) the lamp. */
  async looker(params: object = { productId: "lamp" }, typeKey = "productViewed") {
    const id = await this.contact();
    await this.looks(id, params, typeKey);
    return id;
  }

  async looks(
    id: string,
    params: object,
    typeKey = "productViewed",
    by: Database = this.db,
  ): Promise<void> {
    const ingest = createIngest(by);
    afterwards(() => ingest.close());
    await ingest.ingest([
      {
        typeKey,
        keyValue: id,
        params: { ...params },
        identities: [],
        knownContactId: id,
        source: "api",
      },
    ]);
  }

  async told(kind = "backInStock"): Promise<string[]> {
    await tellProductChanges(this.db);
    const rows = await this.db.query<{ contactId: string }>(
      `select e.contact_id as "contactId" from events e join event_types t on t.id = e.type_id
        where t.key = $1 order by e.contact_id, e.id`,
      [kind],
    );
    return rows.map(({ contactId }) => contactId);
  }

  async paramsTold(kind: string): Promise<unknown[]> {
    const rows = await this.db.query<{ params: unknown }>(
      `select e.params from events e join event_types t on t.id = e.type_id where t.key = $1 order by e.id`,
      [kind],
    );
    return rows.map(({ params }) => params);
  }

  async goOut(): Promise<void> {
    await this.put({ ...lamp, inStock: false });
  }

  async comeBack(): Promise<void> {
    await this.put({ ...lamp, inStock: true });
  }

  /** What was looked at and told lies further back from now on. */
  async hoursAgo(hours: number): Promise<void> {
    await this.db.query(
      `update product_interest
          set viewed_at = viewed_at - make_interval(hours => $1), carted_at = carted_at - make_interval(hours => $1),
              stock_told_at = stock_told_at - make_interval(hours => $1),
              price_told_at = price_told_at - make_interval(hours => $1)`,
      [hours],
    );
  }

  async ordered(
    contactId: string,
    status: string,
    product: string,
    orderedAt = "now()",
    createdAt = "now()",
  ): Promise<void> {
    await this.db.query(
      `insert into orders (id, external_id, contact_id, status, total_cost, currency, ordered_at, created_at, items)
       values ($1::uuid, $1::uuid::text, $2, $3, 5, 'EUR', ${orderedAt}, ${createdAt},
               jsonb_build_array(jsonb_build_object('externalItemId', $4::text, 'name', 'x')))`,
      [newId(), contactId, status, product],
    );
  }
}
