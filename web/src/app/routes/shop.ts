import { createRoute } from "@tanstack/react-router";
import { inside } from "../frame.ts";
import { lazyPage } from "../lazy-page.ts";
import { only } from "../search.ts";

const orders = createRoute({
  getParentRoute: () => inside,
  path: "/orders",
  validateSearch: only("search", "status", "contactId", "from", "to", "after"),
  component: lazyPage(() => import("../../pages/orders/OrdersPage.tsx"), "OrdersPage", "orders"),
});
const order = createRoute({
  getParentRoute: () => inside,
  path: "/orders/$externalId",
  component: lazyPage(() => import("../../pages/orders/OrderPage.tsx"), "OrderPage", "orders"),
});
const products = createRoute({
  getParentRoute: () => inside,
  path: "/products",
  validateSearch: only("search", "inStock", "category", "after"),
  component: lazyPage(
    () => import("../../pages/products/ProductsPage.tsx"),
    "ProductsPage",
    "products",
  ),
});
const product = createRoute({
  getParentRoute: () => inside,
  path: "/products/$externalId",
  component: lazyPage(
    () => import("../../pages/products/ProductPage.tsx"),
    "ProductPage",
    "products",
  ),
});
const promoCodes = createRoute({
  getParentRoute: () => inside,
  path: "/promo-codes",
  validateSearch: only("search", "after"),
  component: lazyPage(
    () => import("../../pages/promo-codes/PoolsPage.tsx"),
    "PoolsPage",
    "promo-codes",
  ),
});
const promoPool = createRoute({
  getParentRoute: () => inside,
  path: "/promo-codes/$id",
  validateSearch: only("state", "search", "after"),
  component: lazyPage(
    () => import("../../pages/promo-codes/PoolPage.tsx"),
    "PoolPage",
    "promo-codes",
  ),
});

export const shopRoutes = [orders, order, products, product, promoCodes, promoPool];
