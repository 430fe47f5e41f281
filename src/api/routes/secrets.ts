import { pageOf, pageQuery } from "../../contract/api/page.ts";
import { secret, secretParams, secretValue } from "../../contract/api/secrets.ts";
import { deleteSecret, listSecrets, putSecret } from "../../services/secrets/secrets.ts";
import type { Route } from "../route.ts";
import { defineRoute } from "../route.ts";

const tag = "Secrets";

export const secretsRoutes: Route[] = [
  defineRoute({
    method: "put",
    path: "/secrets/:name",
    scope: "admin",
    tag,
    summary: "Create or update a secret",
    description:
      "For webhooks, whose templates name it: `{{ secrets.NAME }}`. Kept encrypted, and shown to " +
      "nobody again; `hosts` says where they may send it. One of the same name is replaced. 409 when SECRETS_KEY is not set.",
    params: secretParams,
    body: secretValue,
    answer: secret,
    handle: ({ context, config }, { params, body }) =>
      putSecret(context, config.secretsKeys, params.name, body.value, body.hosts),
  }),
  defineRoute({
    method: "get",
    path: "/secrets",
    scope: "admin",
    tag,
    summary: "List secrets",
    query: pageQuery,
    answer: pageOf(secret),
    handle: ({ context }, { query }) => listSecrets(context, query),
  }),
  defineRoute({
    method: "delete",
    path: "/secrets/:name",
    scope: "admin",
    tag,
    summary: "Delete a secret",
    description: "Webhooks that name it go the way `failed` from then on.",
    params: secretParams,
    status: 204,
    handle: ({ context }, { params }) => deleteSecret(context, params.name),
  }),
];
