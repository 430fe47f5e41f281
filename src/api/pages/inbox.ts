import type { Router as ExpressRouter } from "express";
import { Router } from "express";
import { idParams } from "../../contract/api/fields.ts";
import type { MailDetails, MailSummary } from "../../contract/api/inbox.ts";
import type { Page } from "../../contract/api/page.ts";
import { parse } from "../../contract/parse.ts";
import type { Database } from "../../db/database.ts";
import { getMail, getRawMail } from "../../services/inbox/get.ts";
import { listMails } from "../../services/inbox/list.ts";
import type { Html } from "./html.ts";
import { html } from "./html.ts";
import { sendPage, setPageHeaders, time } from "./layout.ts";

const perPage = 50;

/** A mail is foreign markup: no script, no form, no frame, in an origin of its own. */
const mailPolicy =
  "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; " +
  "img-src data: http: https:; style-src 'unsafe-inline'; frame-ancestors 'self'";

/** The pages of the built-in inbox. */
export function inboxRouter(db: Database): ExpressRouter {
  const router = Router();
  const idOf = (params: unknown) => parse(idParams, params, "the path").id;

  router.get("/inbox", async (request, response) => {
    const { after } = request.query;
    const page = await listMails(db, {
      limit: perPage,
      after: typeof after === "string" ? after : undefined,
    });
    sendPage(response, { title: "Inbox", main: listPage(page), signedIn: true });
  });

  router.get("/inbox/:id", async (request, response) => {
    const mail = await getMail(db, idOf(request.params));
    sendPage(response, { title: mail.subject, main: mailPage(mail), signedIn: true });
  });

  router.get("/inbox/:id/html", async (request, response) => {
    const mail = await getMail(db, idOf(request.params));
    setPageHeaders(response, mailPolicy);
    response.set("X-Frame-Options", "SAMEORIGIN");
    // Links would else open inside the frame, where most sites refuse to be shown. The doctype comes
    // first, since behind anything else a mail's own would not count.
    response.type("html").send(`<!doctype html><base target="_blank">${mail.html ?? ""}`);
  });

  router.get("/inbox/:id/raw", async (request, response) => {
    const id = idOf(request.params);
    const raw = await getRawMail(db, id);
    setPageHeaders(response);
    response.attachment(`${id}.eml`).type("message/rfc822").send(raw);
  });
  return router;
}

function listPage({ items, next }: Page<MailSummary>): Html {
  if (items.length === 0) {
    return html`<h1>Inbox</h1>
      <p class="empty">
        No mail yet. What campaigns send lands here while no SMTP server is set.
      </p>`;
  }
  return html`<h1>Inbox</h1>
    <ul class="list">
      ${items.map(
        (mail) =>
          html`<li>
            <span class="what"
              ><a href="/inbox/${mail.id}"><b>${mail.subject || "(no subject)"}</b></a
              ><br />
              <span class="dim">to ${mail.recipients.join(", ")} · from ${mail.sender}</span></span
            >${time(mail.receivedAt)}
          </li>`,
      )}
    </ul>
    ${next === null ? null : html`<p><a href="/inbox?after=${encodeURIComponent(next)}">Older mails</a></p>`}`;
}

function mailPage(mail: MailDetails): Html {
  const frame = html`<iframe
    title="The mail as HTML"
    src="/inbox/${mail.id}/html"
    sandbox="allow-popups allow-popups-to-escape-sandbox"
  ></iframe>`;
  return html`<h1>${mail.subject || "(no subject)"}</h1>
    <dl class="card">
      <dt>From</dt>
      <dd>${mail.sender}</dd>
      <dt>To</dt>
      <dd>${mail.recipients.join(", ")}</dd>
      <dt>Received</dt>
      <dd>${time(mail.receivedAt)}</dd>
    </dl>
    <h2>HTML</h2>
    ${mail.html === null ? html`<p class="empty">This mail has no HTML.</p>` : frame}
    <h2>Text</h2>
    ${mail.text === null ? html`<p class="empty">This mail has no text.</p>` : html`<pre class="card">${mail.text}</pre>`}
    <p><a href="/inbox/${mail.id}/raw">Download as it came</a></p>`;
}
