import type { Request } from "express";
import { z } from "zod";
import { parse } from "../../../contract/parse.ts";
import type { ServiceContext } from "../../../services/context.ts";
import { pageOfContacts } from "../../../services/contacts/page.ts";
import { idGiven, idsOfGiven } from "../../../services/numeric-ids/numeric-ids.ts";
import { changeMembers, clearSegment } from "../../../services/segments/members.ts";
import { getSegment, noSegment, pageOfSegments } from "../../../services/segments/segments.ts";
import { contactsAnswer } from "./contact-answer.ts";
import type { Endpoint } from "./endpoint.ts";
import { mebibyte } from "./endpoint.ts";
import { pageIn, queryText } from "./pages.ts";

const ids = z
  .array(z.union([z.string(), z.number()]))
  .min(1, "must have at least one id")
  .max(500, "must have at most 500 ids");

const members = z.union([ids, z.looseObject({ contactIds: ids }).transform((it) => it.contactIds)]);

/** Segments, which this format calls groups. */
export const groupEndpoints: Endpoint[] = [
  {
    method: "get",
    path: "/api/v1/groups",
    scope: "read",
    handle: async ({ context }, { request, response }) => {
      const search = queryText(request, "name");
      const page = await pageOfSegments(context, { ...pageIn(request), search });
      response.set("TotalCount", String(page.total));
      return {
        json: page.segments.map(({ number, name }) => ({ id: number, name, type: "Static" })),
      };
    },
  },
  {
    method: "get",
    path: "/api/v1/group/:id/contacts",
    scope: "read",
    handle: async ({ context }, { request, response }) => {
      const segmentId = await knownSegment(context, request);
      const page = await pageOfContacts(context, { identities: [], segmentId }, pageIn(request));
      response.set("TotalCount", String(page.total));
      return { json: await contactsAnswer(context, page.contacts) };
    },
  },
  {
    method: "post",
    path: "/api/v1/group/:id/contacts/attach",
    scope: "manage",
    body: { limit: mebibyte },
    handle: async ({ context }, { request, body }) => {
      const segmentId = await knownSegment(context, request);
      await changeMembers(
        context,
        segmentId,
        "add",
        await contactIds(context, parse(members, body)),
      );
      return "empty";
    },
  },
  {
    method: "post",
    path: "/api/v1/group/:id/contacts/detach",
    scope: "manage",
    body: { limit: mebibyte, optional: true },
    handle: async ({ context }, { request, body }) => {
      const segmentId = await knownSegment(context, request);
      // A request without a body is for everybody: there is a client that asks for just that.
      if (body === undefined) await clearSegment(context, segmentId);
      else
        await changeMembers(
          context,
          segmentId,
          "remove",
          await contactIds(context, parse(members, body)),
        );
      return "empty";
    },
  },
];

async function knownSegment(context: ServiceContext, request: Request): Promise<string> {
  const id = await idGiven(context, "segment", String(request.params["id"]));
  if (id === null) throw noSegment();
  return (await getSegment(context, id)).id;
}

/** Ids of nobody are left aside, as those of people who were erased are. */
async function contactIds(
  context: ServiceContext,
  given: readonly (string | number)[],
): Promise<string[]> {
  return [...(await idsOfGiven(context, "contact", given)).values()];
}
