import { beforeEach, describe, expect, test } from "vitest";
import { catalogueSettings } from "../../src/domain/catalogue.ts";
import { askForProduct } from "../../src/services/catalogue/interest.ts";
import { putCatalogueSettings } from "../../src/services/catalogue/settings.ts";
import type { CatalogueShop } from "../support/catalogue.ts";
import { catalogueShop, lamp } from "../support/catalogue.ts";

let shop: CatalogueShop;
beforeEach(async () => {
  shop = await catalogueShop();
});

describe("who is told", () => {
  test("who viewed, carted or asked is told once that a product is back, and nobody else", async () => {
    await shop.goOut();
    const viewer = await shop.looker();
    const carter = await shop.looker(
      { items: [{ productId: "other" }, { sku: "lamp" }] },
      "cartUpdated",
    );
    await shop.looker({ productId: "other" });
    const asked = await askForProduct(shop.context, "lamp", {
      contact: { identities: [{ kind: "email", value: "ada@example.com" }], profile: {} },
      about: "backInStock",
    });
    expect(await shop.told()).toEqual([]);
    await shop.comeBack();
    const all = [viewer, carter, asked.contactId].toSorted();
    expect(await shop.told()).toEqual(all);
    const params = { productId: "lamp", name: "Lamp", price: 100, currency: "EUR", inStock: true };
    expect(await shop.paramsTold("backInStock")).toEqual(
      expect.arrayContaining(
        ["viewed", "carted", "asked"].map((because) =>
          expect.objectContaining({ ...params, because }),
        ),
      ),
    );
    await shop.comeBack();
    expect(await shop.told()).toEqual(all);
  });

  test("who looked too long ago, or has bought it since, is not told; an ask does not grow old", async () => {
    await shop.goOut();
    const early = await shop.looker();
    await askForProduct(shop.context, "lamp", {
      contact: { identities: [{ kind: "email", value: "ada@example.com" }], profile: {} },
      about: "backInStock",
    });
    await shop.hoursAgo(31 * 24);
    const buyer = await shop.looker();
    const cancelled = await shop.looker();
    const other = await shop.looker();
    await shop.ordered(buyer, "INITIALIZED", "lamp");
    await shop.ordered(cancelled, "CANCELLED", "lamp");
    await shop.ordered(other, "DELIVERED", "chair");
    await shop.comeBack();
    const those = await shop.told();
    expect(those).toHaveLength(3);
    expect(those).toEqual(expect.arrayContaining([cancelled, other]));
    expect(those).not.toContain(early);
  });

  test("an order from before the look, and one whose date is a mere day, are told apart", async () => {
    await shop.goOut();
    const before = await shop.looker();
    const today = await shop.looker();
    await shop.ordered(
      before,
      "DELIVERED",
      "lamp",
      "now() - interval '2 days'",
      "now() - interval '2 days'",
    );
    await shop.ordered(today, "DELIVERED", "lamp", "now() - interval '20 hours'");
    await shop.comeBack();
    expect(await shop.told()).toEqual([before]);
  });

  test("an ask is used up by being told, and a new one tells again within the waiting time", async () => {
    await shop.goOut();
    const ask = {
      contact: { identities: [{ kind: "email" as const, value: "ada@example.com" }], profile: {} },
      about: "backInStock" as const,
    };
    const { contactId } = await askForProduct(shop.context, "lamp", ask);
    await shop.comeBack();
    expect(await shop.told()).toEqual([contactId]);
    await shop.goOut();
    await shop.comeBack();
    expect(await shop.told()).toEqual([contactId]);
    await shop.goOut();
    await askForProduct(shop.context, "lamp", ask);
    await shop.comeBack();
    expect(await shop.told()).toEqual([contactId, contactId]);
  });

  test("a product that flaps is told once within the waiting time, and again after it", async () => {
    await shop.goOut();
    const viewer = await shop.looker();
    for (let flap = 0; flap < 3; flap++) {
      await shop.comeBack();
      expect(await shop.told()).toEqual([viewer]);
      await shop.goOut();
    }
    await shop.hoursAgo(25);
    await shop.comeBack();
    expect(await shop.told()).toEqual([viewer, viewer]);
  });
});

describe("a price", () => {
  const price = (amount: number, more: object = {}) =>
    shop.put({ ...lamp, price: amount, ...more });

  test("a drop of at least the least percentage is told with both prices", async () => {
    await price(19.99);
    const viewer = await shop.looker();
    await price(19);
    expect(await shop.told("priceDropped")).toEqual([]);
    await price(15.99);
    expect(await shop.told("priceDropped")).toEqual([viewer]);
    expect(await shop.paramsTold("priceDropped")).toMatchObject([
      { productId: "lamp", oldPrice: 19.99, newPrice: 15.99, price: 15.99, percent: 20 },
    ]);
  });

  test("just the least percentage counts, exactly, and small steps add up", async () => {
    await putCatalogueSettings(shop.context, catalogueSettings.parse({ minDropPercent: 10 }));
    await price(0.3);
    const viewer = await shop.looker();
    await price(0.28);
    await price(0.2701);
    expect(await shop.told("priceDropped")).toEqual([]);
    await price(0.27);
    expect(await shop.told("priceDropped")).toEqual([viewer]);
  });

  test("a price that flaps counts once, one that is up again before anybody was told never", async () => {
    await price(100);
    const viewer = await shop.looker();
    await price(80);
    await price(100);
    expect(await shop.told("priceDropped")).toEqual([]);
    for (let flap = 0; flap < 3; flap++) {
      await price(80);
      expect(await shop.told("priceDropped")).toEqual([viewer]);
      await price(100);
    }
  });

  test("another currency is no drop, nor is a product that can't be bought", async () => {
    await price(100);
    const viewer = await shop.looker();
    await price(50, { currency: "USD" });
    await price(40, { currency: "USD", inStock: false });
    expect(await shop.told("priceDropped")).toEqual([]);
    await price(40, { currency: "USD", inStock: true });
    expect(await shop.told("priceDropped")).toEqual([viewer]);
  });
});
