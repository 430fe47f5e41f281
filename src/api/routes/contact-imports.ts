import {
  contactImport,
  contactImportWithProblems,
  newContactImport,
} from "../../contract/api/contact-imports.ts";
import { idParams } from "../../contract/api/fields.ts";
import { pageOf, pageQuery } from "../../contract/api/page.ts";
import {
  getImport,
  importWithProblems,
  listImports,
  presentImport,
  startLinkedImport,
} from "../../services/contact-imports/linked-imports.ts";
import { importReport } from "../../services/contact-imports/report.ts";
import type { Route } from "../route.ts";
import { defineRoute } from "../route.ts";

const tag = "Contact imports";

export const contactImportsRoutes: Route[] = [
  defineRoute({
    method: "post",
    path: "/contact-imports",
    scope: "send",
    tag,
    summary: "Import contacts from a CSV file",
    description:
      "A worker fetches the file from its link and takes it page by page. The first row names the " +
      "columns. What separates cells and how it is encoded is recognized, or said here.",
    body: newContactImport,
    status: 202,
    answer: contactImport,
    handle: async ({ context }, { body }) => {
      const { link, encoding, delimiter, findBy, only, joinSegments, leaveSegments } = body;
      const id = await startLinkedImport(context, link, {
        findBy: { kind: findBy },
        only: only ?? null,
        join: joinSegments,
        leave: leaveSegments,
        eventForNew: null,
        encoding: encoding ?? null,
        delimiter: delimiter ?? null,
      });
      return presentImport(await getImport(context, id));
    },
  }),
  defineRoute({
    method: "get",
    path: "/contact-imports",
    scope: "read",
    tag,
    summary: "List contact imports",
    description: "Newest first, those of other formats among them.",
    query: pageQuery,
    answer: pageOf(contactImport),
    handle: async ({ context }, { query }) => {
      const { items, next } = await listImports(context, query);
      return { items: items.map(presentImport), next };
    },
  }),
  defineRoute({
    method: "get",
    path: "/contact-imports/:id",
    scope: "read",
    tag,
    summary: "Get a contact import",
    description: "How far it is, and what it could not take.",
    params: idParams,
    answer: contactImportWithProblems,
    handle: ({ context }, { params }) => importWithProblems(context, params.id),
  }),
  defineRoute({
    method: "get",
    path: "/contact-imports/:id/report",
    scope: "read",
    tag,
    summary: "Download a contact import's report",
    description:
      "CSV: of each row that was not taken, or not as it stands, its line in the file, the column and " +
      "the reason. Kept for 90 days.",
    params: idParams,
    download: "text/csv",
    handle: async ({ context }, { params, response }) => {
      const report = await importReport(context, params.id);
      response.type("text/csv; charset=utf-8").attachment(`import-${params.id}.csv`);
      for await (const part of report) response.write(part);
      response.end();
    },
  }),
];
