import type { Request } from "express";
import { parse as parseBy } from "../../../contract/parse.ts";
import type { Identity, IdentityKind } from "../../../domain/identity.ts";
import { parseIdentity } from "../../../domain/identity.ts";
import { getImport, startFileImport } from "../../../services/contact-imports/linked-imports.ts";
import { importAll } from "../../../services/contact-imports/import-contacts.ts";
import { pageOfContacts } from "../../../services/contacts/page.ts";
import { bulkForm, importInBulk, linkForm, optionsOf } from "./bulk-form.ts";
import { contactsAnswer } from "./contact-answer.ts";
import type { ContactImport } from "../../../services/contact-imports/linked-imports.ts";
import type { Endpoint } from "./endpoint.ts";
import { mebibyte } from "./endpoint.ts";
import { pageIn, queryText } from "./pages.ts";
import { z } from "zod";

/** Contacts by the thousand. */
export const contactListEndpoints: Endpoint[] = [
  {
    method: "get",
    path: "/api/v1/contacts",
    scope: "read",
    handle: async ({ context }, { request, response }) => {
      const identities = searched(request);
      if (identities === null) {
        response.set("TotalCount", "0");
        return { json: [] };
      }
      const names = {
        firstName: queryText(request, "firstname"),
        lastName: queryText(request, "lastname"),
      };
      const page = await pageOfContacts(context, { identities, ...names }, pageIn(request));
      response.set("TotalCount", String(page.total));
      return { json: await contactsAnswer(context, page.contacts) };
    },
  },
  {
    method: "post",
    path: "/api/v1/contacts",
    scope: "send",
    body: { limit: 5 * mebibyte, list: "contacts" },
    handle: async ({ context }, { body }) => {
      const form = parseBy(bulkForm, body);
      const read = await importInBulk(context, form);
      const { importId, failed, warnings } = await importAll(context, read, optionsOf(form));
      const failedContacts = [...failed, ...warnings].toSorted((a, b) => a.index - b.index);
      return { json: { asyncSessionId: importId, failedContacts } };
    },
  },
  {
    method: "post",
    path: "/api/v1/contacts/upload",
    scope: "send",
    body: { limit: mebibyte },
    handle: async ({ context }, { body }) => {
      const form = parseBy(linkForm, body);
      const { encoding = null, delimiter = null } = form;
      const options = { ...optionsOf(form), encoding, delimiter };
      const asyncSessionId = await startFileImport(context, form.link, options);
      return { json: { asyncSessionId, failedContacts: [] } };
    },
  },
  {
    method: "get",
    path: "/api/v1/importstatus/:id",
    scope: "send",
    handle: async ({ context }, { request }) => {
      const { id } = parseBy(z.strictObject({ id: z.guid() }), request.params, "the path");
      const found = await getImport(context, id);
      const description = descriptionOf(found);
      const status = statusWords[found.state];
      return { json: description === null ? { status } : { status, description } };
    },
  },
];

const statusWords = {
  uploading: "STARTED",
  pending: "STARTED",
  running: "IMPORTING",
  done: "FINISHED",
  failed: "ERROR",
} as const;

/** Why it failed, or where what it could not take is to be read; null: there is nothing to tell. */
function descriptionOf({ id, error, rows, failed, warnings }: ContactImport): string | null {
  const report = `see GET /api/v1/contact-imports/${id}/report`;
  if (error !== null) return rows === 0 ? error : `${error}; ${report}`;
  if (failed > 0) return `${failed} of ${rows} contacts were not taken: ${report}`;
  return warnings > 0 ? `there are notes on the import: ${report}` : null;
}

const criteria: readonly (readonly [string, IdentityKind])[] = [
  ["email", "email"],
  ["sms", "phone"],
  ["externalCustomerId", "contactId"],
  ["contactKey", "contactKey"],
];

/** What contacts are searched by; null for what is nobody's, such as half an address. */
function searched(request: Request): Identity[] | null {
  const identities: Identity[] = [];
  for (const [name, kind] of criteria) {
    const parsed = parseIdentity(kind, queryText(request, name));
    if (parsed.outcome === "invalid") return null;
    if (parsed.outcome === "identity") identities.push(parsed.identity);
  }
  return identities;
}
