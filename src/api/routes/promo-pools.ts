import { idParams } from "../../contract/api/fields.ts";
import { pageOf, searchPageQuery } from "../../contract/api/page.ts";
import { codesAdded, newCodes, newPool, pool, poolChange } from "../../contract/api/promo-pools.ts";
import {
  addCodes,
  createPool,
  deletePool,
  getPool,
  listPools,
  updatePool,
} from "../../services/promo-pools/promo-pools.ts";
import type { Route } from "../route.ts";
import { defineRoute } from "../route.ts";

const tag = "Promo codes";

export const promoPoolsRoutes: Route[] = [
  defineRoute({
    method: "post",
    path: "/promo-pools",
    scope: "manage",
    tag,
    summary: "Create a promo pool",
    body: newPool,
    status: 201,
    answer: pool,
    handle: ({ context }, { body }) => createPool(context, body),
  }),
  defineRoute({
    method: "get",
    path: "/promo-pools",
    scope: "read",
    tag,
    summary: "List promo pools",
    description: "By name, with how many codes are left.",
    query: searchPageQuery,
    answer: pageOf(pool),
    handle: ({ context }, { query }) => listPools(context, query),
  }),
  defineRoute({
    method: "get",
    path: "/promo-pools/:id",
    scope: "read",
    tag,
    summary: "Get a promo pool",
    params: idParams,
    answer: pool,
    handle: ({ context }, { params }) => getPool(context, params.id),
  }),
  defineRoute({
    method: "patch",
    path: "/promo-pools/:id",
    scope: "manage",
    tag,
    summary: "Update a promo pool",
    params: idParams,
    body: poolChange,
    answer: pool,
    handle: ({ context }, { params, body }) => updatePool(context, params.id, body),
  }),
  defineRoute({
    method: "post",
    path: "/promo-pools/:id/codes",
    scope: "manage",
    tag,
    summary: "Add up to 10,000 promo codes",
    description: "Those that the pool has or had already are left out and counted.",
    params: idParams,
    body: newCodes,
    answer: codesAdded,
    handle: ({ context }, { params, body }) => addCodes(context, params.id, body.codes),
  }),
  defineRoute({
    method: "delete",
    path: "/promo-pools/:id",
    scope: "manage",
    tag,
    summary: "Delete a promo pool and its codes",
    description: "Refused with 409 while a published workflow names it (`workflows` lists them).",
    params: idParams,
    status: 204,
    handle: ({ context }, { params }) => deletePool(context, params.id),
  }),
];
