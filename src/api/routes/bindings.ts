import { frequencyReset, frequencyResetAnswer } from "../../contract/api/contact-actions.ts";
import * as contract from "../../contract/api/binding.ts";
import * as outlook from "../../contract/api/binding-outlook.ts";
import { idParams } from "../../contract/api/fields.ts";
import {
  createBinding,
  deleteBinding,
  getBinding,
  listBindings,
} from "../../services/bindings/bindings.ts";
import { bindingOutlook } from "../../services/bindings/outlook.ts";
import { describeBinding } from "../../services/bindings/describe.ts";
import { resetFrequency } from "../../services/bindings/reset.ts";
import { updateBinding } from "../../services/bindings/update.ts";
import type { Route } from "../route.ts";
import { defineRoute } from "../route.ts";

const tag = "Bindings";

export const bindingsRoutes: Route[] = [
  defineRoute({
    method: "post",
    path: "/workflows/:id/bindings",
    scope: "manage",
    tag,
    summary: "Create a binding",
    description: "So that its events start runs, as often as the frequency says, or stop them.",
    params: idParams,
    body: contract.createBindingBody,
    answer: contract.bindingAnswer,
    status: 201,
    handle: ({ context }, { params, body }) => createBinding(context, params.id, body),
  }),
  defineRoute({
    method: "get",
    path: "/workflows/:id/bindings",
    scope: "read",
    tag,
    summary: "List a workflow's bindings",
    params: idParams,
    answer: contract.bindingList,
    handle: async ({ context }, { params }) => ({ items: await listBindings(context, params.id) }),
  }),
  defineRoute({
    method: "post",
    path: "/workflows/:id/bindings/describe",
    scope: "read",
    tag,
    summary: "Describe a binding",
    description: "Nothing is kept. `faults`: what would keep it from being made now.",
    params: idParams,
    query: contract.describeQuery,
    body: contract.createBindingBody,
    answer: contract.bindingDescription,
    handle: ({ context }, { params, query, body }) =>
      describeBinding(context, params.id, body, query.bindingId),
  }),
  defineRoute({
    method: "post",
    path: "/workflows/:id/bindings/outlook",
    scope: "read",
    tag,
    summary: "Foresee what a change of a binding means",
    description:
      "Nothing is kept. Who could start again and who has to wait is counted by its launches, up to 50,000 of them.",
    params: idParams,
    body: outlook.plannedChange,
    answer: outlook.bindingOutlook,
    conflicts: true,
    handle: ({ context }, { params, body }) => bindingOutlook(context, params.id, body),
  }),
  defineRoute({
    method: "get",
    path: "/bindings/:id",
    scope: "read",
    tag,
    summary: "Get a binding",
    params: idParams,
    answer: contract.bindingAnswer,
    handle: ({ context }, { params }) => getBinding(context, params.id),
  }),
  defineRoute({
    method: "patch",
    path: "/bindings/:id",
    scope: "manage",
    tag,
    summary: "Update a binding",
    description:
      "A new frequency or subject holds for past launches too: whoever was launched under the old " +
      "one is launched again when the new one allows it, as if it had always been in force.",
    params: idParams,
    body: contract.updateBindingBody,
    answer: contract.bindingAnswer,
    handle: ({ context }, { params, body }) => updateBinding(context, params.id, body),
  }),
  defineRoute({
    method: "post",
    path: "/bindings/:id/reset",
    scope: "manage",
    tag,
    summary: "Reset a start's frequency for a contact",
    description:
      "The contact's next event launches again, as if none had launched before; of a start that counts event " +
      "keys, those of the contact's runs. Runs in progress go on. It is in the audit log. Refused with 409 " +
      "where each event launches. A frequency that is changed later counts the earlier launches again.",
    params: idParams,
    body: frequencyReset,
    answer: frequencyResetAnswer,
    handle: ({ context }, { params, body }) => resetFrequency(context, params.id, body.contactId),
  }),
  defineRoute({
    method: "delete",
    path: "/bindings/:id",
    scope: "manage",
    tag,
    summary: "Delete a binding",
    description:
      "Forgets who was launched when: a new binding begins anew. To keep that, set `enabled` to false.",
    params: idParams,
    status: 204,
    handle: ({ context }, { params }) => deleteBinding(context, params.id),
  }),
];
