import { contactForCaller } from "../../contract/api/contacts.ts";
import { idParams } from "../../contract/api/fields.ts";
import { pageOf, pageQuery, searchPageQuery } from "../../contract/api/page.ts";
import { consentChange, consentLogPage } from "../../contract/api/consent.ts";
import {
  newTopic,
  preferencePreview,
  preferencePreviewQuery,
  topic,
  topicChange,
} from "../../contract/api/topics.ts";
import { listConsentLog } from "../../services/topics/consent-log.ts";
import { refreshConfirmationMail } from "../../services/topics/confirmation-mail.ts";
import { changeConsent } from "../../services/topics/change-consent.ts";
import { samplePreferences } from "../../services/topics/preferences.ts";
import { getWorkspace } from "../../services/workspace/workspace.ts";
import {
  createTopic,
  deleteTopic,
  getTopic,
  listTopics,
  updateTopic,
} from "../../services/topics/topics.ts";
import { preferencesPage } from "../pages/preference-page.ts";
import { previewOf } from "../pages/public-page.ts";
import { wordsIn } from "../../domain/page-words/page-words.ts";
import type { Route } from "../route.ts";
import { defineRoute } from "../route.ts";
import { redactedFor } from "../redacted-contact.ts";

const tag = "Topics";

export const topicsRoutes: Route[] = [
  defineRoute({
    method: "post",
    path: "/topics",
    scope: "manage",
    tag,
    summary: "Create a topic",
    description: "What contacts can subscribe to and unsubscribe from.",
    body: newTopic,
    status: 201,
    answer: topic,
    handle: ({ context }, { body }) => createTopic(context, body),
  }),
  defineRoute({
    method: "get",
    path: "/topics",
    scope: "read",
    tag,
    summary: "List topics",
    description: "By key.",
    query: searchPageQuery,
    answer: pageOf(topic),
    handle: ({ context }, { query }) => listTopics(context, query),
  }),
  defineRoute({
    method: "get",
    path: "/topics/preference-page",
    scope: "read",
    tag,
    summary: "Preview the preference page",
    description: "As a contact sees it of whom nothing is known yet.",
    query: preferencePreviewQuery,
    answer: preferencePreview,
    handle: async ({ context }, { query }) => {
      const { brand, language: usual } = await getWorkspace(context);
      const language = query.language ?? usual;
      const wording = wordsIn([language], brand.texts);
      const shown = await samplePreferences(context, language);
      const page = preferencesPage(shown, { brand, wording, done: null });
      return { language: wording.tag, html: previewOf(page) };
    },
  }),
  defineRoute({
    method: "get",
    path: "/topics/:id",
    scope: "read",
    tag,
    summary: "Get a topic",
    params: idParams,
    answer: topic,
    handle: ({ context }, { params }) => getTopic(context, params.id),
  }),
  defineRoute({
    method: "patch",
    path: "/topics/:id",
    scope: "manage",
    tag,
    summary: "Update a topic",
    params: idParams,
    body: topicChange,
    answer: topic,
    handle: ({ context }, { params, body }) => updateTopic(context, params.id, body),
  }),
  defineRoute({
    method: "delete",
    path: "/topics/:id",
    scope: "manage",
    tag,
    summary: "Delete a topic",
    description:
      "With what contacts have said about it. Refused with 409 while a published workflow names " +
      "it (`workflows` lists them).",
    params: idParams,
    status: 204,
    handle: ({ context }, { params }) => deleteTopic(context, params.id),
  }),
  defineRoute({
    method: "put",
    path: "/contacts/:id/topics",
    scope: "send",
    tag,
    summary: "Update a contact's topics",
    params: idParams,
    body: consentChange,
    answer: contactForCaller,
    handle: async ({ context }, { params, body, caller }) => {
      await refreshConfirmationMail(context);
      return redactedFor(caller, await changeConsent(context, params.id, body));
    },
  }),
  defineRoute({
    method: "get",
    path: "/contacts/:id/consent-log",
    scope: "read",
    tag,
    summary: "List a contact's changes of consent",
    description:
      "Newest first: what it subscribed to and unsubscribed from, when, by what, and on whose behalf. It " +
      "outlives the contact, of which it holds nothing but the id.",
    params: idParams,
    query: pageQuery,
    answer: consentLogPage,
    handle: ({ context }, { params, query }) => listConsentLog(context, params.id, query),
  }),
];
