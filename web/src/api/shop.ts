import { queryOptions } from "@tanstack/react-query";
import type { z } from "zod";
import type { cart } from "../../../src/contract/api/carts.ts";
import type { PresentedOrder } from "../../../src/contract/api/orders.ts";
import type { PresentedProduct, ProductFigures } from "../../../src/contract/api/products.ts";
import type { PresentedCode, PresentedPool } from "../../../src/contract/api/promo-pools.ts";
import { get } from "./client.ts";
import type { Wire } from "./wire.ts";

export type Order = Wire<PresentedOrder>;
export type Product = Wire<PresentedProduct>;
export type Interest = Wire<ProductFigures>;
export type PromoPool = Wire<PresentedPool>;
export type PromoCode = Wire<PresentedCode>;

type Cart = Wire<z.input<typeof cart>>;

export const cartQuery = (contactId: string) =>
  queryOptions({
    queryKey: ["cart", contactId],
    queryFn: ({ signal }) => get<Cart>(`/contacts/${contactId}/cart`, {}, signal),
  });
