import * as contract from "../../contract/api/products.ts";
import { id, idParams } from "../../contract/api/fields.ts";
import { pageOf } from "../../contract/api/page.ts";
import {
  askForProduct,
  forgetProductInterest,
  productFigures,
  productInterests,
} from "../../services/catalogue/interest.ts";
import { deleteProduct, getProduct, listProducts } from "../../services/catalogue/products.ts";
import { getCatalogueSettings, putCatalogueSettings } from "../../services/catalogue/settings.ts";
import { uploadProducts } from "../../services/catalogue/upload.ts";
import type { Route } from "../route.ts";
import { defineRoute } from "../route.ts";

const tag = "Products";

export const productsRoutes: Route[] = [
  defineRoute({
    method: "put",
    path: "/products",
    scope: "send",
    tag,
    summary: "Upload up to 1,000 products",
    description:
      "Each product stands for itself: the good ones are kept, `rejected` names the others. A product " +
      "is known by its `externalId`; of one that is there, fields that are left out stay as they are " +
      "and null empties them. What is just as it was changes nothing. One that comes back into stock " +
      "or costs less raises `backInStock` or `priceDropped` for those who have looked. At most 5 MiB.",
    body: contract.productsBody,
    list: "products",
    answer: contract.productsAnswer,
    handle: ({ context }, { body }) => uploadProducts(context, body.products),
  }),
  defineRoute({
    method: "get",
    path: "/products",
    scope: "read",
    tag,
    summary: "List products",
    description: "In the order of their external ids.",
    query: contract.productsQuery,
    answer: pageOf(contract.product),
    handle: ({ context }, { query }) => listProducts(context, query),
  }),
  defineRoute({
    method: "get",
    path: "/products/:externalId",
    scope: "read",
    tag,
    summary: "Get a product by its external id",
    params: contract.productParams,
    answer: contract.product,
    handle: ({ context }, { params }) => getProduct(context, params.externalId),
  }),
  defineRoute({
    method: "delete",
    path: "/products/:externalId",
    scope: "send",
    tag,
    summary: "Delete a product",
    description:
      "One that is sold out for a while is better uploaded with `inStock: false`: a deleted one that " +
      "is uploaded again is new, and not back.",
    params: contract.productParams,
    status: 204,
    handle: ({ context }, { params }) => deleteProduct(context, params.externalId),
  }),
  defineRoute({
    method: "get",
    path: "/products/:externalId/interest",
    scope: "read",
    tag,
    summary: "Count who has looked at a product or asked for it",
    description: "Of the first 10,000 contacts who have.",
    params: contract.productParams,
    answer: contract.productFigures,
    handle: ({ context }, { params }) => productFigures(context, params.externalId),
  }),
  defineRoute({
    method: "post",
    path: "/products/:externalId/asks",
    scope: "send",
    tag,
    summary: "Have a contact told once when a product is back, or costs less",
    params: contract.productParams,
    body: contract.productAsk,
    answer: contract.productAsked,
    handle: ({ context }, { params, body }) => askForProduct(context, params.externalId, body),
  }),
  defineRoute({
    method: "get",
    path: "/contacts/:id/products",
    scope: "read",
    tag,
    summary: "List the products that a contact has looked at or asked for",
    description: "All that is remembered, at most about 200; the latest comes first.",
    params: idParams,
    answer: contract.productInterests,
    handle: ({ context }, { params }) => productInterests(context, params.id),
  }),
  defineRoute({
    method: "delete",
    path: "/contacts/:id/products/:externalId",
    scope: "send",
    tag,
    summary: "Forget that a contact has looked at a product or asked for it",
    params: contract.productParams.extend({ id }),
    status: 204,
    handle: ({ context }, { params }) =>
      forgetProductInterest(context, params.id, params.externalId),
  }),
  defineRoute({
    method: "get",
    path: "/catalogue",
    scope: "read",
    tag,
    summary: "Get the settings of the catalogue",
    answer: contract.catalogueSettingsBody,
    handle: ({ context }) => getCatalogueSettings(context.sql),
  }),
  defineRoute({
    method: "put",
    path: "/catalogue",
    scope: "admin",
    tag,
    summary: "Set who is told of changes of products",
    description: "What is left out takes its default.",
    body: contract.catalogueSettingsBody,
    answer: contract.catalogueSettingsBody,
    handle: ({ context }, { body }) => putCatalogueSettings(context, body),
  }),
];
