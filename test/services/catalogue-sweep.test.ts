import { beforeEach, describe, expect, test } from "vitest";
import { retentionRules } from "../../src/db/core/retention.ts";
import { askForProduct } from "../../src/services/catalogue/interest.ts";
import { deleteProduct } from "../../src/services/catalogue/products.ts";
import { tellPage, tellProductChanges } from "../../src/services/catalogue/tell.ts";
import { eraseContact } from "../../src/services/contacts/contacts.ts";
import { mergeContacts } from "../../src/services/contacts/merge.ts";
import type { CatalogueShop } from "../support/catalogue.ts";
import { catalogueShop, lamp } from "../support/catalogue.ts";
import { countedStatements } from "../support/counted-statements.ts";

let shop: CatalogueShop;
beforeEach(async () => {
  shop = await catalogueShop();
});

describe("the sweep", () => {
  async function lookers(count: number): Promise<void> {
    await shop.db.query(
      `with made as (
         insert into contacts (id, source) select make_uuid7(), 'api' from generate_series(1, $1) returning id)
       insert into product_interest (contact_id, product, viewed_at, seen_on)
       select id, 'lamp', now(), current_date from made`,
      [count],
    );
  }

  test("a product that is sold out again between two pages is told to nobody more", async () => {
    await shop.goOut();
    await lookers(25);
    await shop.comeBack();
    await tellPage(shop.db, 10);
    await shop.goOut();
    expect(await shop.told()).toHaveLength(10);
    await shop.comeBack();
    const all = await shop.told();
    expect(all).toHaveLength(25);
    expect(new Set(all).size).toBe(25);
  });

  test("a deleted product is told to nobody more", async () => {
    await shop.goOut();
    await lookers(25);
    await shop.comeBack();
    await tellPage(shop.db, 10);
    await deleteProduct(shop.context, "lamp");
    expect(await shop.told()).toHaveLength(10);
  });

  test("four workers at once tell each of 1,200 exactly once, of several products", async () => {
    await shop.goOut();
    await lookers(1_200);
    await shop.put({ externalId: "chair", name: "Chair", inStock: false });
    await shop.db.query(
      `insert into product_interest (contact_id, product, viewed_at, seen_on)
       select contact_id, 'chair', viewed_at, seen_on from product_interest`,
    );
    await shop.comeBack();
    await shop.put({ externalId: "chair", inStock: true });
    await Promise.all([1, 2, 3, 4].map(() => tellProductChanges(shop.db)));
    const all = await shop.told();
    expect(all).toHaveLength(2_400);
    expect(new Set(all).size).toBe(1_200);
  });

  test("looks up the next page by its index, however many have looked", async () => {
    await lookers(3_000);
    await shop.db.query("analyze product_interest");
    const rows = await shop.db.query<{ "QUERY PLAN": string }>(
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
      await shop.db.query<{ product: string }>(
        "select product from product_interest where contact_id = $1 order by product",
        [id],
      )
    ).map(({ product }) => product);

  test("without a catalogue, and of other events, nothing is, and no statement more is asked", async () => {
    const id = await shop.looker();
    expect(await remembered(id)).toEqual([]);
    const asked = async (typeKey: string): Promise<number[]> => {
      const { counts, counted } = countedStatements(shop.db);
      await shop.looks(id, { productId: "lamp" }, typeKey, counted);
      return counts;
    };
    await asked("pageViewed");
    const usual = await asked("pageViewed");
    expect(await asked("productViewed")).toEqual(usual);
    await shop.put(lamp);
    expect(await asked("pageViewed")).toEqual(usual);
    expect(await asked("productViewed")).toEqual(usual.map((count) => count + 1));
    expect(await remembered(id)).toEqual(["lamp"]);
  });

  test("at most 200 products of a contact are, those that were asked for among them", async () => {
    await shop.put(lamp);
    const { contactId } = await askForProduct(shop.context, "lamp", {
      contact: { identities: [{ kind: "email", value: "ada@example.com" }], profile: {} },
      about: "backInStock",
    });
    for (let from = 0; from < 300; from += 50) {
      const items = Array.from({ length: 50 }, (_, n) => ({ id: `p${from + n}` }));
      await shop.looks(contactId, { items }, "cartUpdated");
    }
    const left = await remembered(contactId);
    expect(left.length).toBeLessThanOrEqual(250);
    expect(left).toEqual(expect.arrayContaining(["lamp", "p299", "p250"]));
    expect(left).not.toContain("p0");
  });

  test("goes along when contacts are merged, and with the contact when it is erased", async () => {
    await shop.put({ ...lamp, inStock: false });
    const one = await shop.looker();
    const two = await shop.looker();
    await shop.looks(one, { productId: "chair" });
    await shop.context.transaction((inside) => mergeContacts(inside, { kept: two, gone: one }));
    expect(await remembered(one)).toEqual([]);
    expect(await remembered(two)).toEqual(["chair", "lamp"]);
    await shop.comeBack();
    expect(await shop.told()).toEqual([two]);
    await eraseContact(shop.context, two);
    expect(await remembered(two)).toEqual([]);
  });

  test("is forgotten after 400 days", async () => {
    await shop.put(lamp);
    const [old, young] = [await shop.looker(), await shop.looker()];
    await shop.db.query(
      "update product_interest set seen_on = current_date - 401 where contact_id = $1",
      [old],
    );
    const rule = retentionRules.find(({ what }) => what === "looks at products");
    expect(await rule?.step(shop.db, null)).toMatchObject({ count: 1 });
    expect([await remembered(old), await remembered(young)]).toEqual([[], ["lamp"]]);
  });
});
