import { idParams } from "../../contract/api/fields.ts";
import { pageOf, pageQuery } from "../../contract/api/page.ts";
import { invitedPerson, newPerson, person, personChange } from "../../contract/api/people.ts";
import { acceptedInvitation, newOwner, session } from "../../contract/api/session.ts";
import { AppError } from "../../contract/errors.ts";
import { acceptInvitation, createPerson, invitePerson } from "../../services/people/invitations.ts";
import { deletePerson, listPeople, updatePerson } from "../../services/people/people.ts";
import { makeOwner } from "../../services/people/make-owner.ts";
import { sessionState } from "../../services/sessions/sessions.ts";
import type { Route } from "../route.ts";
import { defineRoute } from "../route.ts";
import { sessionTokenOf } from "../session-cookie.ts";
import { enter } from "../sign-in.ts";

const tag = "People";
const scope = "admin" as const;
const lastOwner = "Refused with 409 for the last owner who can sign in.";

export const peopleRoutes: Route[] = [
  defineRoute({
    method: "get",
    path: "/people",
    scope,
    tag,
    summary: "List people",
    description: "In the order in which they came.",
    query: pageQuery,
    answer: pageOf(person),
    handle: ({ context }, { query }) => listPeople(context, query),
  }),
  defineRoute({
    method: "post",
    path: "/people",
    scope,
    tag,
    summary: "Invite a person",
    description: "Give them the link: it opens once, within 7 days.",
    body: newPerson,
    status: 201,
    answer: invitedPerson,
    handle: ({ context, config }, { body }) => createPerson(context, body, config.publicUrl),
  }),
  defineRoute({
    method: "post",
    path: "/people/owner",
    scope,
    tag,
    summary: "Claim ownership",
    description:
      "While there is none: 409 afterwards. The session that asks becomes the owner's; an API key " +
      "can't ask.",
    body: newOwner,
    status: 201,
    answer: session,
    handle: async ({ context, config }, { body, request }) => {
      const token = sessionTokenOf(request);
      if (token === null) throw new AppError("forbidden", "sign in first: a key can't be a person");
      await makeOwner(context, body, token);
      return sessionState(context.sql, config, token);
    },
  }),
  defineRoute({
    method: "patch",
    path: "/people/:id",
    scope,
    tag,
    summary: "Update a person",
    description: `Their sessions follow with the next request. ${lastOwner}`,
    params: idParams,
    body: personChange,
    answer: person,
    handle: ({ context }, { params, body }) => updatePerson(context, params.id, body),
  }),
  defineRoute({
    method: "delete",
    path: "/people/:id",
    scope,
    tag,
    summary: "Remove a person",
    description: lastOwner,
    params: idParams,
    status: 204,
    handle: ({ context }, { params }) => deletePerson(context, params.id),
  }),
  defineRoute({
    method: "post",
    path: "/people/:id/invitation",
    scope,
    tag,
    summary: "Create a new invitation link",
    description:
      "To invite again, or to reset a password; the link before it stops working. Once it is used, " +
      "the person is signed out everywhere else.",
    params: idParams,
    status: 201,
    answer: invitedPerson,
    handle: ({ context, config }, { params }) => invitePerson(context, params.id, config.publicUrl),
  }),
  defineRoute({
    method: "post",
    path: "/invitations/accept",
    scope: null,
    ownPagesOnly: true,
    tag,
    summary: "Accept an invitation",
    description: "Signs in. The token is what stands behind the link's #. 404 when it is used up.",
    body: acceptedInvitation,
    answer: session,
    handle: async (deps, call) =>
      enter(deps, call, await acceptInvitation(deps.context, call.body)),
  }),
];
