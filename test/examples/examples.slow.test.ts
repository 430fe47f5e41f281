import { findAbandonedCarts } from "../../src/services/carts/find-abandoned.ts";
import { contextOf } from "../support/context.ts";
import { expect, test } from "vitest";
import type { Story } from "../support/story.ts";
import { playing } from "../support/story.ts";
import { testShop } from "../support/shop.ts";

test("welcome series: three mails in six days, the second by whether the first was clicked", async () => {
  const story = await playing("welcome-series");
  await story.event({ typeKey: "signedUp" });
  expect(await story.subjects(1)).toEqual(["Welcome"]);
  await story.pass("49 hours");
  expect((await story.subjects(2))[1]).toBe("Shall we show you around?");
  await story.pass("97 hours");
  expect((await story.subjects(3))[2]).toBe("10 % for your first order");
  expect(await story.ended("Welcome series")).toEqual(["completed"]);
});

test("welcome series: whoever buys gets no more of it, and signing up twice starts it once", async () => {
  const story = await playing("welcome-series");
  await story.event({ typeKey: "signedUp" });
  await story.event({ typeKey: "signedUp", keyValue: "again" });
  await story.subjects(1);
  await story.pass("60 minutes");
  await story.event({ typeKey: "purchased" });
  expect(await story.ended("Welcome series")).toEqual(["completed"]);
  await story.pass("200 hours");
  expect(await story.subjects(1)).toEqual(["Welcome"]);
});

test("welcome series: the second mail is another one for who has clicked in the first", async () => {
  const story = await playing("welcome-series");
  await story.event({ typeKey: "signedUp" });
  await story.subjects(1);
  await story.click("Welcome", "Look around");
  await story.pass("49 hours");
  expect((await story.subjects(2))[1]).toBe("What others like most");
});

const cart = (total: number) => ({
  typeKey: "cartUpdated",
  keyValue: "cart",
  params: {
    total,
    url: "https://example.com/cart/1",
    items: [{ name: "Grinder", quantity: 1, price: 42 }],
  },
});

test("abandoned cart: a reminder when it was left for an hour, a code of one's own after a day", async () => {
  const story = await playing("abandoned-cart");
  await story.event(cart(42));
  await story.event({ ...cart(42), email: "bob@example.com" });
  // A small cart is not worth a mail.
  await story.event({ ...cart(5), email: "cid@example.com" });
  await story.db.query("update carts set idle_since = idle_since - interval '1 hour'");
  expect(await findAbandonedCarts(contextOf(story.db))).toBe(3);
  expect(await story.subjects(2)).toEqual(Array(2).fill("You left something in your cart"));
  expect(story.mail.received[0]?.html).toContain("Grinder");
  await story.event({
    typeKey: "orderINITIALIZED",
    email: "bob@example.com",
    keyValue: "order-9",
  });
  await story.pass("25 hours");
  const [, , offer] = await story.subjects(3);
  expect(offer).toBe("RESCUE-7F3K: 10 % off what you left");
  expect(story.mail.received[2]?.to).toBe("ada@example.com");
  expect(await story.ended("Abandoned cart")).toEqual(["completed", "completed"]);
});

const order = (story: Story, id: string) =>
  story.db.query(
    `insert into orders (id, external_id, contact_id, status, total_cost, currency, ordered_at, items)
     select gen_random_uuid(), $1, c.id, 'DELIVERED', 20, 'EUR', now(), '[{"name": "Mug", "quantity": 2, "cost": 10}]'
       from contacts c where c.email = 'ada@example.com'`,
    [id],
  );

test("order follow-up: asked after a week at office hours, reminded once; a click is an answer", async () => {
  const story = await playing("order-follow-up");
  await story.event({ typeKey: "seen" });
  await order(story, "A-1");
  const delivered = { typeKey: "orderDELIVERED", keyValue: "A-1", params: { orderId: "A-1" } };
  await story.event(delivered);
  await story.event({ ...delivered, params: { orderId: "A-1", again: true } });
  await story.pass("240 hours");
  expect(await story.subjects(1)).toEqual(["How was order A-1?"]);
  expect(story.mail.received[0]?.html).toContain("Mug");
  expect(story.mail.received[0]?.html).toContain(encodeURIComponent("utm_campaign=review"));
  await story.click("How was order A-1?", "Rate it");
  expect(await story.ended("Order follow-up")).toEqual(["completed"]);
  const members = await story.db.query("select 1 from segment_members");
  expect(members).toHaveLength(1);
});

test("order follow-up: a cancelled order is not asked about; silence gets one reminder", async () => {
  const story = await playing("order-follow-up");
  await story.event({ typeKey: "seen" });
  await order(story, "A-1");
  await order(story, "A-2");
  for (const id of ["A-1", "A-2"]) {
    await story.event({ typeKey: "orderDELIVERED", keyValue: id, params: { orderId: id } });
  }
  await story.event({ typeKey: "orderCANCELLED", keyValue: "A-1" });
  await story.pass("240 hours");
  await story.pass("200 hours");
  expect(await story.subjects(2)).toEqual(["How was order A-2?", "Just one star, or five?"]);
  expect((await story.ended("Order follow-up")).toSorted()).toEqual(["completed", "stopped"]);
});

const viewed = (price: number, keyValue: string) => ({
  typeKey: "productViewed",
  keyValue,
  params: { price, name: "Grinder", url: "https://example.com/p/grinder" },
});

test("browse abandonment: a mail by price after two hours, once in three days, none for who buys", async () => {
  const story = await playing("browse-abandonment");
  const ada = await story.event(viewed(150, "1"));
  const again = await story.event(viewed(20, "2"));
  await story.event({ ...viewed(20, "3"), email: "bob@example.com" });
  await story.event({ ...viewed(20, "4"), email: "cid@example.com" });
  await story.event({ typeKey: "cartUpdated", email: "cid@example.com" });
  expect(ada.outcome === "accepted" && ada.decisions[0]?.outcome).toBe("launched");
  expect(again.outcome === "accepted" && again.decisions[0]?.outcome).toBe("suppressed");
  await story.pass("121 minutes");
  expect((await story.subjects(2)).toSorted()).toEqual([
    "Grinder is still here",
    "Shall we help you choose?",
  ]);
  const bought = await story.event({ typeKey: "purchased", email: "dan@example.com" });
  expect(bought.outcome).toBe("accepted");
  const late = await story.event({ ...viewed(20, "5"), email: "dan@example.com" });
  expect(late.outcome === "accepted" && late.decisions.map(({ outcome }) => outcome)).toContain(
    "stopped_before",
  );
});

test("win-back: on its day each member of the segment is written to, half with a code; an order ends it", async () => {
  const story = await playing("win-back");
  await story.members(
    "No order for 90 days",
    "ada@example.com",
    "bob@example.com",
    "cid@example.com",
  );
  await story.fire("Win-back", "2027-01-04T08:00:00.000Z");
  await story.fire("Win-back", "2027-01-04T08:00:00.000Z");
  const subjects = await story.subjects(3);
  expect(
    subjects.every((subject) => /we would like you back|It has been a while/.test(subject)),
  ).toBe(true);
  // The next Monday comes: nobody is written to again within six months.
  await story.fire("Win-back", "2027-01-11T08:00:00.000Z");
  await story.event({ typeKey: "purchased", email: "bob@example.com" });
  await story.pass("340 hours");
  expect((await story.ended("Win-back")).toSorted()).toEqual(["completed", "completed", "stopped"]);
  const lost = await story.db.query(
    "select 1 from segment_members m join segments s on s.id = m.segment_id where s.name = 'Lost'",
  );
  expect(lost).toHaveLength(2);
  expect(await story.subjects(3)).toHaveLength(3);
});

test("re-permission: one event asks a whole segment; a click keeps, two silent weeks unsubscribe", async () => {
  const story = await playing("re-permission");
  await story.members("Silent for a year", "ada@example.com", "bob@example.com");
  await story.event({
    typeKey: "rePermission",
    keyValue: "2027",
    identities: [],
    params: { segment: "Silent for a year" },
  });
  await story.subjects(2);
  // The newest of the two mails, whoever's it is.
  await story.click("Shall we go on writing to you?", "Yes, go on");
  await story.pass("340 hours");
  expect(await story.ended("Re-permission")).toEqual(["completed", "completed"]);
  const contacts = await story.db.query<{ unsubscribed: boolean }>(
    "select unsubscribed_at is not null as unsubscribed from contacts where email like 'ada%' or email like 'bob%' order by 1",
  );
  expect(contacts.map(({ unsubscribed }) => unsubscribed)).toEqual([false, true]);
});

test("price drop: who watches the product hears of it, if the shop says that there is some left", async () => {
  const shop = await testShop({ grinder: 3, kettle: 0 });
  const story = await playing("price-drop", { WEBHOOK_ALLOW_PRIVATE_HOSTS: shop.host });
  await story.members("Watches the grinder", "ada@example.com", "bob@example.com");
  const drop = (sku: string) => ({
    typeKey: "priceDropped",
    keyValue: sku,
    identities: [],
    params: {
      name: "Grinder",
      oldPrice: "120 EUR",
      newPrice: "99 EUR",
      url: "https://example.com/p/grinder",
      watchers: "Watches the grinder",
      stockUrl: `http://${shop.host}/stock/${sku}`,
    },
  });
  await story.event(drop("grinder"));
  expect(await story.subjects(2)).toEqual(Array(2).fill("Grinder: 99 EUR instead of 120 EUR"));
  expect(story.mail.received[0]?.html).toContain("3 are left");
  expect(await story.ended("Price drop")).toEqual(["completed", "completed"]);
  expect(shop.asked).toEqual(["/stock/grinder", "/stock/grinder"]);
});
