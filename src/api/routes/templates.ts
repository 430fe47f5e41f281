import { idParams } from "../../contract/api/fields.ts";
import { pageQuery, searchPageQuery } from "../../contract/api/page.ts";
import * as versions from "../../contract/api/template-versions.ts";
import * as contract from "../../contract/api/template.ts";
import {
  deletePartial,
  getPartial,
  listPartials,
  putPartial,
} from "../../services/partials/partials.ts";
import { createTemplate } from "../../services/templates/create.ts";
import { deleteTemplate } from "../../services/templates/delete.ts";
import { getTemplate } from "../../services/templates/get.ts";
import { listTemplates } from "../../services/templates/list.ts";
import { previewTemplate } from "../../services/templates/preview.ts";
import { sendTest } from "../../services/templates/send-test.ts";
import { listTemplateUses } from "../../services/templates/uses.ts";
import { getTemplateVersion, listTemplateVersions } from "../../services/templates/versions.ts";
import { updateTemplate } from "../../services/templates/update.ts";
import { previewBlock } from "../../services/workflows/preview-block.ts";
import type { Route } from "../route.ts";
import { defineRoute } from "../route.ts";

const tag = "Templates";
const frozen = "A published version keeps the content that it was published with.";
const nothingSent =
  "Nothing is sent, counted or kept. Those of one caller are made one after the other.";

export const templatesRoutes: Route[] = [
  defineRoute({
    method: "post",
    path: "/templates",
    scope: "manage",
    tag,
    summary: "Create a template",
    body: contract.newTemplate,
    answer: contract.templateAnswer,
    status: 201,
    handle: ({ context }, { body }) => createTemplate(context, body),
  }),
  defineRoute({
    method: "get",
    path: "/templates",
    scope: "read",
    tag,
    summary: "List templates",
    description: "By name.",
    query: searchPageQuery,
    answer: contract.templatePage,
    handle: ({ context }, { query }) => listTemplates(context, query),
  }),
  defineRoute({
    method: "get",
    path: "/templates/:id",
    scope: "read",
    tag,
    summary: "Get a template",
    params: idParams,
    answer: contract.templateAnswer,
    handle: ({ context }, { params }) => getTemplate(context, params.id),
  }),
  defineRoute({
    method: "patch",
    path: "/templates/:id",
    scope: "manage",
    tag,
    summary: "Update a template",
    description: `${frozen} Publish the workflow again to have the change sent.`,
    params: idParams,
    body: contract.templateChange,
    answer: contract.templateAnswer,
    handle: ({ context }, { params, body }) => updateTemplate(context, params.id, body),
  }),
  defineRoute({
    method: "delete",
    path: "/templates/:id",
    scope: "manage",
    tag,
    summary: "Delete a template",
    description: `Refused with 409 while a draft uses it (\`workflows\` lists them). ${frozen}`,
    params: idParams,
    status: 204,
    handle: ({ context }, { params }) => deleteTemplate(context, params.id),
  }),
  defineRoute({
    method: "post",
    path: "/templates/preview",
    scope: "manage",
    inTurn: true,
    tag,
    summary: "Preview a template",
    description: nothingSent,
    body: contract.previewTemplateBody,
    answer: contract.previewAnswer,
    handle: ({ context, config }, { body }) => previewTemplate(context, body, config.publicUrl),
  }),
  defineRoute({
    method: "post",
    path: "/templates/send-test",
    scope: "manage",
    inTurn: true,
    tag,
    summary: "Send a content to yourself",
    description:
      "By a worker, as a test run: to the address of whoever is signed in, and to nobody else. An API key has no address (403). At most 20 in 10 minutes.",
    body: versions.testSendBody,
    answer: versions.testSendAnswer,
    status: 202,
    handle: ({ context }, { body }) => sendTest(context, body),
  }),
  defineRoute({
    method: "get",
    path: "/templates/:id/uses",
    scope: "read",
    tag,
    summary: "List the workflows that use a template",
    description: "By name; archived ones are left out.",
    params: idParams,
    query: pageQuery,
    answer: versions.templateUsePage,
    handle: ({ context }, { params, query }) => listTemplateUses(context, params.id, query),
  }),
  defineRoute({
    method: "get",
    path: "/templates/:id/versions",
    scope: "read",
    tag,
    summary: "List a template's versions",
    description: "What each save left, newest first; the newest 100 are kept.",
    params: idParams,
    query: pageQuery,
    answer: versions.templateVersionPage,
    handle: ({ context }, { params, query }) => listTemplateVersions(context, params.id, query),
  }),
  defineRoute({
    method: "get",
    path: "/templates/:id/versions/:revision",
    scope: "read",
    tag,
    summary: "Get a version of a template",
    params: versions.templateVersionParams,
    answer: versions.templateVersionAnswer,
    handle: ({ context }, { params }) => getTemplateVersion(context, params.id, params.revision),
  }),
  defineRoute({
    method: "post",
    path: "/workflows/:id/blocks/:blockId/preview",
    scope: "manage",
    inTurn: true,
    tag,
    summary: "Preview a block's message",
    description: nothingSent,
    params: contract.blockParams,
    body: contract.previewBlockBody,
    answer: contract.previewAnswer,
    handle: ({ context, config }, { params, body }) =>
      previewBlock(context, params.id, params.blockId, body, config.publicUrl),
  }),
  defineRoute({
    method: "get",
    path: "/partials",
    scope: "read",
    tag,
    summary: "List partials",
    description: "By name.",
    query: pageQuery,
    answer: contract.partialPage,
    handle: ({ context }, { query }) => listPartials(context, query),
  }),
  defineRoute({
    method: "get",
    path: "/partials/:name",
    scope: "read",
    tag,
    summary: "Get a partial",
    params: contract.partialParams,
    answer: contract.partialAnswer,
    handle: ({ context }, { params }) => getPartial(context, params.name),
  }),
  defineRoute({
    method: "put",
    path: "/partials/:name",
    scope: "manage",
    tag,
    summary: "Create or update a partial",
    description: `A snippet that templates show with {% render "name" %}. ${frozen}`,
    params: contract.partialParams,
    body: contract.partialBody,
    answer: contract.partialAnswer,
    handle: ({ context }, { params, body }) => putPartial(context, params.name, body),
  }),
  defineRoute({
    method: "delete",
    path: "/partials/:name",
    scope: "manage",
    tag,
    summary: "Delete a partial",
    description: frozen,
    params: contract.partialParams,
    status: 204,
    handle: ({ context }, { params }) => deletePartial(context, params.name),
  }),
];
