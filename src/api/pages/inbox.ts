import type { Router as ExpressRouter } from "express";
import { Router } from "express";
import { idParams } from "../../contract/api/fields.ts";
import { parse } from "../../contract/parse.ts";
import { withoutOpenPicture } from "../../domain/open-picture.ts";
import type { ServiceContext } from "../../services/context.ts";
import { getMail, getRawMail } from "../../services/inbox/inbox.ts";
import { setPageHeaders } from "./layout.ts";

/** A mail is foreign markup: no script, no form, no frame, in an origin of its own. */
const mailPolicy =
  "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; " +
  "img-src data: http: https:; style-src 'unsafe-inline'; frame-ancestors 'self'";

/** A mail of the built-in inbox as a page shows it, and as it came. */
export function inboxRouter(context: ServiceContext): ExpressRouter {
  const router = Router();
  const idOf = (params: unknown) => parse(idParams, params, "the path").id;

  router.get("/inbox/:id/html", async (request, response) => {
    const mail = await getMail(context, idOf(request.params));
    setPageHeaders(response, mailPolicy);
    response.set("X-Frame-Options", "SAMEORIGIN");
    // Links would else open inside the frame, where most sites refuse to be shown. The doctype comes
    // first, since behind anything else a mail's own would not count.
    response
      .type("html")
      .send(`<!doctype html><base target="_blank">${withoutOpenPicture(mail.html ?? "")}`);
  });

  router.get("/inbox/:id/raw", async (request, response) => {
    const id = idOf(request.params);
    const raw = await getRawMail(context, id);
    setPageHeaders(response);
    response.attachment(`${id}.eml`).type("message/rfc822").send(raw);
  });
  return router;
}
