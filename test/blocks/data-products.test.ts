import { beforeAll, expect, test } from "vitest";
import type { Database } from "../../src/db/core/database.ts";
import { uploadProducts } from "../../src/services/catalogue/upload.ts";
import { contextOf } from "../support/context.ts";
import { inARow } from "../support/definitions.ts";
import type { RealRuns } from "../support/real-runs.ts";
import { realRuns } from "../support/real-runs.ts";

let runs: RealRuns;
let db: Database;
beforeAll(async () => {
  runs = await realRuns("data-products");
  ({ db } = runs);
  await uploadProducts(contextOf(db), [
    { externalId: "lamp", name: "Lamp", price: 19.99, currency: "EUR", attributes: { watts: 5 } },
    { externalId: "chair", name: "Chair", inStock: false },
  ]);
});

const ada = { identities: [{ kind: "email" as const, value: "ada@example.com" }] };

async function variables(): Promise<unknown> {
  const [row] = await db.query<{ variables: unknown }>(
    "select variables from runs order by id desc limit 1",
  );
  return row?.variables;
}

test("getProducts shows the products that the event names, as they are now", async () => {
  const workflow = await runs.make(inARow({ id: "get", kind: "getProducts", config: {} }));
  const cart = { id: "cart-5", items: [{ productId: "chair" }, { sku: "lamp" }, { sku: "gone" }] };
  const { ways, steps } = await workflow.follow({ ...ada, params: cart });
  expect(ways).toMatchObject({ get: "found" });
  expect(steps[0]?.outcome).toMatchObject({ products: 2 });
  expect(await variables()).toMatchObject({
    products: [
      { productId: "chair", price: null, inStock: false },
      { productId: "lamp", price: 19.99, currency: "EUR", attributes: { watts: 5 } },
    ],
  });
});

test("getProducts takes ids from a template, leaves out what is sold out, and tells that there is none", async () => {
  const workflow = await runs.make(
    inARow(
      {
        id: "some",
        kind: "getProducts",
        config: {
          ids: "{{ event.params.likes | join: ',' }}",
          onlyInStock: true,
          variable: "liked",
        },
      },
      { id: "none", kind: "getProducts", config: { ids: "nothing", variable: "none" } },
    ),
  );
  const { ways } = await workflow.follow({ ...ada, params: { likes: ["chair", "lamp", "lamp"] } });
  expect(ways).toMatchObject({ some: "found", none: "notFound" });
  expect(await variables()).toMatchObject({ liked: [{ productId: "lamp" }], none: [] });
});
