import {
  apiKey,
  apiKeyChange,
  createdApiKey,
  keyRoll,
  newApiKey,
} from "../../contract/api/api-keys.ts";
import { idParams } from "../../contract/api/fields.ts";
import { pageOf, pageQuery } from "../../contract/api/page.ts";
import {
  createApiKey,
  listApiKeys,
  revokeApiKey,
  updateApiKey,
} from "../../services/api-keys/api-keys.ts";
import { rollApiKey } from "../../services/api-keys/roll.ts";
import type { Route } from "../route.ts";
import { defineRoute } from "../route.ts";

const tag = "API keys";

export const apiKeysRoutes: Route[] = [
  defineRoute({
    method: "post",
    path: "/api-keys",
    scope: "admin",
    tag,
    summary: "Create an API key",
    body: newApiKey,
    status: 201,
    answer: createdApiKey,
    handle: ({ context }, { body, caller }) => createApiKey(context, body, caller),
  }),
  defineRoute({
    method: "get",
    path: "/api-keys",
    scope: "admin",
    tag,
    summary: "List API keys",
    description: "Newest first, revoked ones too.",
    query: pageQuery,
    answer: pageOf(apiKey),
    handle: ({ context }, { query }) => listApiKeys(context, query),
  }),
  defineRoute({
    method: "patch",
    path: "/api-keys/:id",
    scope: "admin",
    tag,
    summary: "Update an API key",
    description:
      "A new limit or end holds within 10 seconds. Scopes never change: make another key.",
    params: idParams,
    body: apiKeyChange,
    answer: apiKey,
    handle: ({ context }, { params, body }) => updateApiKey(context, params.id, body),
  }),
  defineRoute({
    method: "post",
    path: "/api-keys/:id/roll",
    scope: "admin",
    tag,
    summary: "Roll an API key",
    description:
      "Makes its successor, with the same name, scopes, limit and sites, and has the key itself end " +
      "after an overlap. 409 for a key that has ended or has a successor.",
    params: idParams,
    body: keyRoll,
    status: 201,
    answer: createdApiKey,
    handle: ({ context }, { params, body, caller }) => rollApiKey(context, params.id, body, caller),
  }),
  defineRoute({
    method: "delete",
    path: "/api-keys/:id",
    scope: "admin",
    tag,
    summary: "Revoke an API key",
    description: "It stops working within 10 seconds, for good.",
    params: idParams,
    status: 204,
    handle: ({ context }, { params }) => revokeApiKey(context, params.id),
  }),
];
