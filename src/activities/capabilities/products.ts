import type { ProductsCapability } from "../../blocks/capabilities.ts";
import { lookUpProducts } from "../../db/catalogue/products.ts";
import type { Sql } from "../../db/core/database.ts";

export function productsCapability(sql: Sql): ProductsCapability {
  return {
    find: async (ids) => {
      const found = await lookUpProducts(sql, ids);
      const byId = new Map(found.map((product) => [product.externalId, product]));
      return ids.flatMap((id) => byId.get(id) ?? []);
    },
  };
}
