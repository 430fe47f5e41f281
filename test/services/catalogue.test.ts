import { beforeEach, describe, expect, test } from "vitest";
import type { Database } from "../../src/db/core/database.ts";
import { retentionRules } from "../../src/db/core/retention.ts";
import { createIngest } from "../../src/ingest/create.ts";
import { newId } from "../../src/platform/new-id.ts";
import { putCatalogueSettings } from "../../src/services/catalogue/settings.ts";
import { askForProduct } from "../../src/services/catalogue/interest.ts";
import { deleteProduct } from "../../src/services/catalogue/products.ts";
import { tellPage, tellProductChanges } from "../../src/services/catalogue/tell.ts";
import { uploadProducts } from "../../src/services/catalogue/upload.ts";
import { eraseContact } from "../../src/services/contacts/contacts.ts";
import { mergeContacts } from "../../src/services/contacts/merge.ts";
import { catalogueSettings } from "../../src/domain/catalogue.ts";
import type { ServiceContext } from "../../src/services/context.ts";
import { afterwards } from "../support/afterwards.ts";
import { contextOf } from "../support/context.ts";
import { countedStatements } from "../support/counted-statements.ts";
import { testDatabase } from "../support/database.ts";

let db: Database;
let context: ServiceContext;

beforeEach(async () => {
  ({ db } = await testDatabase(8));
  context = contextOf(db);
});

const lamp = { externalId: "lamp", name: "Lamp", price: 100, currency: "EUR" };

async function put(...products: object[]): Promise<void> {
  const { rejected } = await uploadProducts(context, products);
  expect(rejected).toEqual([]);
}

async function contact(): Promise<string> {
  const id = newId();
  await db.query("insert into contacts (id, source) values ($1, 'api')", [id]);
  return id;
}

/** Somebody who viewed (or carted) the lamp. */
async function looker(params: object = { productId: "lamp" }, typeKey = "productViewed") {
  const id = await contact();
  await looks(id, params, typeKey);
  return id;
}

async function looks(
  id: string,
  params: object,
  typeKey = "productViewed",
  by: Database = db,
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

async function told(kind = "backInStock"): Promise<string[]> {
  await tellProductChanges(db);
  const rows = await db.query<{ contactId: string }>(
    `select e.contact_id as "contactId" from events e join event_types t on t.id = e.type_id
      where t.key = $1 order by e.contact_id, e.id`,
    [kind],
  );
  return rows.map(({ contactId }) => contactId);
}

async function paramsTold(kind: string): Promise<unknown[]> {
  const rows = await db.query<{ params: unknown }>(
    `select e.params from events e join event_types t on t.id = e.type_id where t.key = $1 order by e.id`,
    [kind],
  );
  return rows.map(({ params }) => params);
}

const goOut = () => put({ ...lamp, inStock: false });
const comeBack = () => put({ ...lamp, inStock: true });
const hoursAgo = (hours: number) =>
  db.query(
    `update product_interest
        set viewed_at = viewed_at - make_interval(hours => $1), carted_at = carted_at - make_interval(hours => $1),
            stock_told_at = stock_told_at - make_interval(hours => $1),
            price_told_at = price_told_at - make_interval(hours => $1)`,
    [hours],
  );

describe("who is told", () => {
  test("who viewed, carted or asked is told once that a product is back, and nobody else", async () => {
    await goOut();
    const viewer = await looker();
    const carter = await looker(
      { items: [{ productId: "other" }, { sku: "lamp" }] },
      "cartUpdated",
    );
    await looker({ productId: "other" });
    const asked = await askForProduct(context, "lamp", {
      contact: { identities: [{ kind: "email", value: "ada@example.com" }], profile: {} },
      about: "backInStock",
    });
    expect(await told()).toEqual([]);
    await comeBack();
    const all = [viewer, carter, asked.contactId].toSorted();
    expect(await told()).toEqual(all);
    const params = { productId: "lamp", name: "Lamp", price: 100, currency: "EUR", inStock: true };
    expect(await paramsTold("backInStock")).toEqual(
      expect.arrayContaining(
        ["viewed", "carted", "asked"].map((because) =>
          expect.objectContaining({ ...params, because }),
        ),
      ),
    );
    await comeBack();
    expect(await told()).toEqual(all);
  });

  test("who looked too long ago, or has bought it since, is not told; an ask does not grow old", async () => {
    await goOut();
    const early = await looker();
    await askForProduct(context, "lamp", {
      contact: { identities: [{ kind: "email", value: "ada@example.com" }], profile: {} },
      about: "backInStock",
    });
    await hoursAgo(31 * 24);
    const buyer = await looker();
    const cancelled = await looker();
    const other = await looker();
    await ordered(buyer, "INITIALIZED", "lamp");
    await ordered(cancelled, "CANCELLED", "lamp");
    await ordered(other, "DELIVERED", "chair");
    await comeBack();
    const those = await told();
    expect(those).toHaveLength(3);
    expect(those).toEqual(expect.arrayContaining([cancelled, other]));
    expect(those).not.toContain(early);
  });

  test("an order from before the look, and one whose date is a mere day, are told apart", async () => {
    await goOut();
    const before = await looker();
    const today = await looker();
    await ordered(
      before,
      "DELIVERED",
      "lamp",
      "now() - interval '2 days'",
      "now() - interval '2 days'",
    );
    await ordered(today, "DELIVERED", "lamp", "now() - interval '20 hours'");
    await comeBack();
    expect(await told()).toEqual([before]);
  });

  test("an ask is used up by being told, and a new one tells again within the waiting time", async () => {
    await goOut();
    const ask = {
      contact: { identities: [{ kind: "email" as const, value: "ada@example.com" }], profile: {} },
      about: "backInStock" as const,
    };
    const { contactId } = await askForProduct(context, "lamp", ask);
    await comeBack();
    expect(await told()).toEqual([contactId]);
    await goOut();
    await comeBack();
    expect(await told()).toEqual([contactId]);
    await goOut();
    await askForProduct(context, "lamp", ask);
    await comeBack();
    expect(await told()).toEqual([contactId, contactId]);
  });

  test("a product that flaps is told once within the waiting time, and again after it", async () => {
    await goOut();
    const viewer = await looker();
    for (let flap = 0; flap < 3; flap++) {
      await comeBack();
      expect(await told()).toEqual([viewer]);
      await goOut();
    }
    await hoursAgo(25);
    await comeBack();
    expect(await told()).toEqual([viewer, viewer]);
  });
});

describe("a price", () => {
  const price = (amount: number, more: object = {}) => put({ ...lamp, price: amount, ...more });

  test("a drop of at least the least percentage is told with both prices", async () => {
    await price(19.99);
    const viewer = await looker();
    await price(19);
    expect(await told("priceDropped")).toEqual([]);
    await price(15.99);
    expect(await told("priceDropped")).toEqual([viewer]);
    expect(await paramsTold("priceDropped")).toMatchObject([
      { productId: "lamp", oldPrice: 19.99, newPrice: 15.99, price: 15.99, percent: 20 },
    ]);
  });

  test("just the least percentage counts, exactly, and small steps add up", async () => {
    await putCatalogueSettings(context, catalogueSettings.parse({ minDropPercent: 10 }));
    await price(0.3);
    const viewer = await looker();
    await price(0.28);
    await price(0.2701);
    expect(await told("priceDropped")).toEqual([]);
    await price(0.27);
    expect(await told("priceDropped")).toEqual([viewer]);
  });

  test("a price that flaps counts once, one that is up again before anybody was told never", async () => {
    await price(100);
    const viewer = await looker();
    await price(80);
    await price(100);
    expect(await told("priceDropped")).toEqual([]);
    for (let flap = 0; flap < 3; flap++) {
      await price(80);
      expect(await told("priceDropped")).toEqual([viewer]);
      await price(100);
    }
  });

  test("another currency is no drop, nor is a product that can't be bought", async () => {
    await price(100);
    const viewer = await looker();
    await price(50, { currency: "USD" });
    await price(40, { currency: "USD", inStock: false });
    expect(await told("priceDropped")).toEqual([]);
    await price(40, { currency: "USD", inStock: true });
    expect(await told("priceDropped")).toEqual([viewer]);
  });
});

describe("the sweep", () => {
  async function lookers(count: number): Promise<void> {
    await db.query(
      `with made as (
         insert into contacts (id, source) select make_uuid7(), 'api' from generate_series(1, $1) returning id)
       insert into product_interest (contact_id, product, viewed_at, seen_on)
       select id, 'lamp', now(), current_date from made`,
      [count],
    );
  }

  test("a product that is sold out again between two pages is told to nobody more", async () => {
    await goOut();
    await lookers(25);
    await comeBack();
    await tellPage(db, 10);
    await goOut();
    expect(await told()).toHaveLength(10);
    await comeBack();
    const all = await told();
    expect(all).toHaveLength(25);
    expect(new Set(all).size).toBe(25);
  });

  test("a deleted product is told to nobody more", async () => {
    await goOut();
    await lookers(25);
    await comeBack();
    await tellPage(db, 10);
    await deleteProduct(context, "lamp");
    expect(await told()).toHaveLength(10);
  });

  test("four workers at once tell each of 1,200 exactly once, of several products", async () => {
    await goOut();
    await lookers(1_200);
    await put({ externalId: "chair", name: "Chair", inStock: false });
    await db.query(
      `insert into product_interest (contact_id, product, viewed_at, seen_on)
       select contact_id, 'chair', viewed_at, seen_on from product_interest`,
    );
    await comeBack();
    await put({ externalId: "chair", inStock: true });
    await Promise.all([1, 2, 3, 4].map(() => tellProductChanges(db)));
    const all = await told();
    expect(all).toHaveLength(2_400);
    expect(new Set(all).size).toBe(1_200);
  });

  test("looks up the next page by its index, however many have looked", async () => {
    await lookers(3_000);
    await db.query("analyze product_interest");
    const rows = await db.query<{ "QUERY PLAN": string }>(
      `explain select contact_id from product_interest
        where product = 'lamp' and contact_id > '019a0000-0000-7000-8000-000000000000'
        order by contact_id limit 500`,
    );
    const plan = rows.map((row) => row["QUERY PLAN"]).join("\n");
    expect(plan).toContain("Index Only Scan using product_interest_by_product");
    expect(plan).not.toContain("Sort");
  });
});

describe("what is remembered", () => {
  const remembered = async (id: string) =>
    (
      await db.query<{ product: string }>(
        "select product from product_interest where contact_id = $1 order by product",
        [id],
      )
    ).map(({ product }) => product);

  test("without a catalogue, and of other events, nothing is, and no statement more is asked", async () => {
    const id = await looker();
    expect(await remembered(id)).toEqual([]);
    const asked = async (typeKey: string): Promise<number[]> => {
      const { counts, counted } = countedStatements(db);
      await looks(id, { productId: "lamp" }, typeKey, counted);
      return counts;
    };
    await asked("pageViewed");
    const usual = await asked("pageViewed");
    expect(await asked("productViewed")).toEqual(usual);
    await put(lamp);
    expect(await asked("pageViewed")).toEqual(usual);
    expect(await asked("productViewed")).toEqual(usual.map((count) => count + 1));
    expect(await remembered(id)).toEqual(["lamp"]);
  });

  test("at most 200 products of a contact are, those that were asked for among them", async () => {
    await put(lamp);
    const { contactId } = await askForProduct(context, "lamp", {
      contact: { identities: [{ kind: "email", value: "ada@example.com" }], profile: {} },
      about: "backInStock",
    });
    for (let from = 0; from < 300; from += 50) {
      const items = Array.from({ length: 50 }, (_, n) => ({ id: `p${from + n}` }));
      await looks(contactId, { items }, "cartUpdated");
    }
    const left = await remembered(contactId);
    expect(left.length).toBeLessThanOrEqual(250);
    expect(left).toEqual(expect.arrayContaining(["lamp", "p299", "p250"]));
    expect(left).not.toContain("p0");
  });

  test("goes along when contacts are merged, and with the contact when it is erased", async () => {
    await put({ ...lamp, inStock: false });
    const one = await looker();
    const two = await looker();
    await looks(one, { productId: "chair" });
    await context.transaction((inside) => mergeContacts(inside, { kept: two, gone: one }));
    expect(await remembered(one)).toEqual([]);
    expect(await remembered(two)).toEqual(["chair", "lamp"]);
    await comeBack();
    expect(await told()).toEqual([two]);
    await eraseContact(context, two);
    expect(await remembered(two)).toEqual([]);
  });

  test("is forgotten after 400 days", async () => {
    await put(lamp);
    const [old, young] = [await looker(), await looker()];
    await db.query(
      "update product_interest set seen_on = current_date - 401 where contact_id = $1",
      [old],
    );
    const rule = retentionRules.find(({ what }) => what === "looks at products");
    expect(await rule?.step(db, null)).toMatchObject({ count: 1 });
    expect([await remembered(old), await remembered(young)]).toEqual([[], ["lamp"]]);
  });
});

async function ordered(
  contactId: string,
  status: string,
  product: string,
  orderedAt = "now()",
  createdAt = "now()",
): Promise<void> {
  await db.query(
    `insert into orders (id, external_id, contact_id, status, total_cost, currency, ordered_at, created_at, items)
     values ($1::uuid, $1::uuid::text, $2, $3, 5, 'EUR', ${orderedAt}, ${createdAt},
             jsonb_build_array(jsonb_build_object('externalItemId', $4::text, 'name', 'x')))`,
    [newId(), contactId, status, product],
  );
}
