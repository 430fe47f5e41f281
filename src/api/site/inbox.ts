import type { Request, Response, Router } from "express";
import { z } from "zod";
import { inboxClick, inboxMarking, inboxQuery } from "../../contract/api/in-app.ts";
import { AppError } from "../../contract/errors.ts";
import { fieldErrorsOf } from "../../contract/parse.ts";
import { contactOfToken } from "../../services/contact-tokens/contact-tokens.ts";
import { clickMessage, listInbox, markMessages, noteReader } from "../../services/in-app/inbox.ts";
import type { AppDependencies } from "../dependencies.ts";
import { readBody } from "../read-body.ts";
import { bodyOf } from "./body-of.ts";
import { inboxStreams } from "./inbox-streams.ts";
import { siteScript } from "./scripts.ts";
import { Turnstile } from "./turnstile.ts";

const maxBytes = 16 * 1024;
const scriptSeconds = 300;
const preflightSeconds = 7_200;
const path = "/site/:key/inbox";

const marks = ["seen", "read", "unread", "archive", "restore", "delete"] as const;

/** So many requests of one contact in a minute, in one process. */
const perMinute = 300;

/**
 * The inbox of the contact whom a signed token names: nobody else's. A page gives the token as a
 * bearer or in its body; a stream may have it in its query, as an EventSource of browsers sends no header.
 */
export function inboxRoutes(
  router: Router,
  deps: AppDependencies,
  requireSite: (request: Request) => Promise<string>,
): void {
  const { context, config } = deps;
  const streams = inboxStreams(deps);
  const turnstile = new Turnstile(perMinute);

  /** @throws AppError `unauthenticated`, `too_many_requests` */
  async function readerOf(request: Request, token: string): Promise<string> {
    await requireSite(request);
    const contactId = await contactOfToken(context, token);
    turnstile.pass(contactId);
    await noteReader(context, contactId);
    return contactId;
  }

  router.get("/site/:key/inbox.js", async (request, response) => {
    const key = await requireSite(request);
    const base = config.publicUrl.replace(/\/$/, "");
    response.set("Cache-Control", `public, max-age=${scriptSeconds}`).type("text/javascript");
    response.send(siteScript("inbox.js", { base, key }));
  });
  router.options([path, `${path}/:what`], allowReading);
  router.get(path, async (request, response) => {
    response.locals["route"] = path;
    const contactId = await readerOf(request, bearer(request));
    response.json(await listInbox(context, contactId, parsed(inboxQuery, request.query)));
  });
  router.get(`${path}/stream`, async (request, response) => {
    response.locals["route"] = `${path}/stream`;
    const { token: inQuery } = request.query;
    const token = typeof inQuery === "string" ? inQuery : bearer(request);
    const contactId = await readerOf(request, token);
    streams.open(response, contactId, {
      lastRevision: request.get("last-event-id"),
      recheck: async () => {
        const now = await contactOfToken(context, token);
        // Merged into another one meanwhile: it comes again as that.
        if (now !== contactId) throw new AppError("unauthenticated", "the contact is another now");
      },
    });
  });
  router.post(`${path}/click`, readBody(maxBytes), async (request, response) => {
    response.locals["route"] = `${path}/click`;
    const { token, body } = told(request);
    const contactId = await readerOf(request, token);
    await clickMessage(context, contactId, parsed(inboxClick, body));
    response.status(204).end();
  });
  router.post(`${path}/:what`, readBody(maxBytes), async (request, response) => {
    response.locals["route"] = `${path}/:what`;
    const { token, body } = told(request);
    const contactId = await readerOf(request, token);
    const mark = marks.find((one) => one === request.params["what"]);
    if (mark === undefined) throw new AppError("not_found", "there is nothing at this path");
    const which = parsed(inboxMarking, body);
    await markMessages(context, contactId, mark, "all" in which ? null : which.ids);
    response.status(204).end();
  });
}

function allowReading(_request: Request, response: Response): void {
  response
    .set({
      "Access-Control-Allow-Methods": "GET, POST",
      "Access-Control-Allow-Headers": "Authorization, Content-Type, Last-Event-ID, Cache-Control",
      "Access-Control-Max-Age": String(preflightSeconds),
    })
    .status(204)
    .end();
}

const withToken = z.looseObject({ token: z.string().max(4_000) });

/** A body may bring the token along: as plain text, it spares a page the question beforehand (CORS). */
function told(request: Request): { token: string; body: unknown } {
  const body = bodyOf(request);
  const read = withToken.safeParse(body);
  if (!read.success) return { token: bearer(request), body };
  const { token, ...rest } = read.data;
  return { token, body: rest };
}

/** @throws AppError `unauthenticated` */
function bearer(request: Request): string {
  const [, token] = /^Bearer +([^\s]{1,4000})$/i.exec(request.get("authorization") ?? "") ?? [];
  if (token === undefined) {
    throw new AppError("unauthenticated", "a contact token is needed: Authorization: Bearer …");
  }
  return token;
}

/** @throws AppError `invalid` */
function parsed<Schema extends z.ZodType>(schema: Schema, given: unknown): z.output<Schema> {
  const read = schema.safeParse(given);
  if (read.success) return read.data;
  const faults = fieldErrorsOf(read.error);
  throw new AppError("invalid", "the request is not right", { faults });
}
