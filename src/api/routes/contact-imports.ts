import {
  contactImport,
  contactImportWithProblems,
  importFilePlace,
  newContactImport,
} from "../../contract/api/contact-imports.ts";
import { idParams } from "../../contract/api/fields.ts";
import { pageOf, pageQuery } from "../../contract/api/page.ts";
import {
  getImport,
  importWithProblems,
  listImports,
  presentImport,
  startFileImport,
} from "../../services/contact-imports/linked-imports.ts";
import { requireTopics } from "../../services/contact-imports/subscribe.ts";
import { importReport } from "../../services/contact-imports/report.ts";
import { uploadFile } from "../../services/contact-imports/upload-file.ts";
import { uploadedBody } from "../uploaded-body.ts";
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
      "A worker takes the file page by page: from its link, or as it is uploaded next. The first row " +
      "names the columns. What separates cells and how it is encoded is recognized, or said here.",
    body: newContactImport,
    status: 202,
    answer: contactImport,
    handle: async ({ context }, { body }) => {
      const { link, encoding, delimiter, findBy, only, joinSegments, leaveSegments } = body;
      await requireTopics(context, body.subscribe);
      const id = await startFileImport(context, link ?? null, {
        findBy: { kind: findBy },
        only: only ?? null,
        join: joinSegments,
        leave: leaveSegments,
        eventForNew: null,
        events: body.events,
        dryRun: body.dryRun,
        encoding: encoding ?? null,
        delimiter: delimiter ?? null,
        columns: body.columns ?? null,
        subscribe: body.subscribe,
      });
      return presentImport(await getImport(context, id));
    },
  }),
  defineRoute({
    method: "put",
    path: "/contact-imports/:id/file",
    scope: "send",
    tag,
    summary: "Upload the file of a contact import",
    description:
      "The body is the file, or what is left of it from the byte `from` on. When a request was cut off, " +
      "GET /contact-imports/{id} tells in `uploaded` how many bytes are here. The import begins when a " +
      "body has come to its end. A file that is not whole within a day is forgotten.",
    params: idParams,
    query: importFilePlace,
    upload: "text/csv",
    status: 202,
    answer: contactImport,
    handle: async ({ context }, { params, query, request }) => {
      await uploadFile(context, params.id, query.from, uploadedBody(request));
      return presentImport(await getImport(context, params.id));
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
