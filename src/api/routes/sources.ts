import { idParams } from "../../contract/api/fields.ts";
import { pageOf, pageQuery } from "../../contract/api/page.ts";
import {
  newSource,
  source,
  sourceChange,
  sourceSamples,
  sourceTried,
  sourceTry,
  sourceWithAddress,
} from "../../contract/api/sources.ts";
import {
  createSource,
  deleteSource,
  getSource,
  listSamples,
  listSources,
  presentSource,
  renewToken,
  updateSource,
} from "../../services/sources/sources.ts";
import { trySource } from "../../services/sources/try.ts";
import type { Route } from "../route.ts";
import { defineRoute } from "../route.ts";

const common = { scope: "manage", tag: "Webhook sources" } as const;

export const sourcesRoutes: Route[] = [
  defineRoute({
    ...common,
    method: "get",
    path: "/sources",
    summary: "List webhook sources",
    query: pageQuery,
    answer: pageOf(source),
    handle: async ({ context, config }, { query }) => {
      const { items, next } = await listSources(context, query);
      return { items: items.map((row) => presentSource(row, config.publicUrl)), next };
    },
  }),
  defineRoute({
    ...common,
    method: "post",
    path: "/sources",
    summary: "Create a webhook source",
    description:
      "An address of its own for the webhooks of a shop, a payment service or anything else. A " +
      "`custom` one without `signature` has a token in its address, which this answer alone shows.",
    body: newSource,
    status: 201,
    answer: sourceWithAddress,
    handle: async ({ context, config }, { body }) => {
      const { row, token } = await createSource(context, config.secretsKeys, body);
      return presentSource(row, config.publicUrl, token);
    },
  }),
  defineRoute({
    ...common,
    method: "get",
    path: "/sources/:id",
    summary: "Get a webhook source",
    params: idParams,
    answer: source,
    handle: async ({ context, config }, { params }) =>
      presentSource(await getSource(context, params.id), config.publicUrl),
  }),
  defineRoute({
    ...common,
    method: "patch",
    path: "/sources/:id",
    summary: "Update a webhook source",
    description: "Its name, its secret, its mapping, or whether it takes anything.",
    params: idParams,
    body: sourceChange,
    answer: source,
    handle: async ({ context, config }, { params, body }) =>
      presentSource(
        await updateSource(context, config.secretsKeys, params.id, body),
        config.publicUrl,
      ),
  }),
  defineRoute({
    ...common,
    method: "delete",
    path: "/sources/:id",
    summary: "Delete a webhook source",
    description: "With its samples. Its address answers 404 from then on; its events stay.",
    params: idParams,
    status: 204,
    handle: ({ context }, { params }) => deleteSource(context, params.id),
  }),
  defineRoute({
    ...common,
    method: "post",
    path: "/sources/:id/token",
    summary: "Rotate a webhook source's address",
    description: "For one whose address holds a token; the address before ends at once.",
    params: idParams,
    answer: sourceWithAddress,
    handle: async ({ context, config }, { params }) => {
      const { row, token } = await renewToken(context, params.id);
      return presentSource(row, config.publicUrl, token);
    },
  }),
  defineRoute({
    ...common,
    method: "get",
    path: "/sources/:id/samples",
    summary: "List a webhook source's recent deliveries",
    description: "Its last 20 genuine deliveries of the last 7 days, newest first.",
    params: idParams,
    answer: sourceSamples,
    handle: async ({ context }, { params }) => ({ items: await listSamples(context, params.id) }),
  }),
  defineRoute({
    ...common,
    method: "post",
    path: "/sources/:id/try",
    inTurn: true,
    summary: "Test a webhook source's mapping",
    description: "What it makes of a received sample, or of any body. Nothing is sent.",
    params: idParams,
    body: sourceTry,
    answer: sourceTried,
    handle: ({ context }, { params, body }) => trySource(context, params.id, body, new Date()),
  }),
];
