import * as contract from "../../contract/api/site.ts";
import { makeContactToken } from "../../services/contact-tokens/contact-tokens.ts";
import { getSite } from "../../services/site/get.ts";
import type { Route } from "../route.ts";
import { defineRoute } from "../route.ts";

const tag = "Site";

export const siteRoutes: Route[] = [
  defineRoute({
    method: "get",
    path: "/site",
    scope: "admin",
    tag,
    summary: "Get what a site's pages need",
    description:
      "The elements and files with which your pages take notifications, and the secret by which " +
      "your server says which contact a browser is.",
    answer: contract.site,
    handle: ({ context, config }) => getSite(context, config),
  }),
  defineRoute({
    method: "post",
    path: "/contact-tokens",
    scope: "manage",
    tag,
    summary: "Make a contact token",
    description:
      "For one contact's browser or app, to take notifications as that contact. Your server can " +
      "also make it: a JWT (HS256) with contactId, email, phone or contactKey, and exp no more than a " +
      "day ahead, signed with the secret of GET /site.",
    body: contract.contactTokenRequest,
    answer: contract.contactToken,
    handle: ({ context }, { body }) => makeContactToken(context, body),
  }),
];
