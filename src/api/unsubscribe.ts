import type { Request, Response, Router as ExpressRouter } from "express";
import { Router } from "express";
import type { Addressee, Unsubscribed } from "../services/messages/unsubscribe.ts";
import { findAddressee, unsubscribe } from "../services/messages/unsubscribe.ts";
import { utf8Text } from "../platform/utf8.ts";
import type { AppDependencies } from "./dependencies.ts";
import { signerLoader } from "./message-links.ts";
import type { Html } from "./pages/html.ts";
import { html } from "./pages/html.ts";
import { getWorkspace } from "../services/workspace/workspace.ts";
import { sendPublicPage } from "./pages/public-page.ts";
import { readBody } from "./read-body.ts";

/**
 * Unsubscribing by the link in a mail. Looking at it changes nothing, as link checkers do that; a
 * POST does, by the page's button or by the mail program (RFC 8058: one click, no questions).
 */
export function unsubscribeRouter(deps: AppDependencies): ExpressRouter {
  const router = Router();
  const loadSigner = signerLoader(deps);

  async function messageOf(request: Request): Promise<string | null> {
    return (await loadSigner()).messageOf("unsubscribe", String(request.params["token"]));
  }

  router.get("/u/:token", async (request, response) => {
    const messageId = await messageOf(request);
    if (messageId === null) return notValid(response);
    const addressee = await findAddressee(deps.context, messageId);
    const content = html`${question(addressee)}${await toPreferences(addressee)}`;
    await send(response, "Unsubscribe", content);
  });

  router.post("/u/:token", readBody(10 * 1024), async (request, response) => {
    const messageId = await messageOf(request);
    if (messageId === null) return notValid(response);
    const bytes: unknown = request.body;
    const form = new URLSearchParams(Buffer.isBuffer(bytes) ? utf8Text(bytes, "the form") : "");
    const done = await unsubscribe(deps.context, messageId, { all: form.get("from") === "all" });
    const addressee = await findAddressee(deps.context, messageId);
    await send(response, "Unsubscribed", html`${words(done)}${await toPreferences(addressee)}`);
  });
  return router;

  async function send(
    response: Response,
    title: string,
    content: Html,
    status = 200,
  ): Promise<void> {
    const { brand } = await getWorkspace(deps.context);
    sendPublicPage(response, { title, tag: "en", brand, content }, status);
  }

  function notValid(response: Response): Promise<void> {
    const content = html`<p>This link is not valid. It may have been cut in your mail program.</p>`;
    return send(response, "Unsubscribe", content, 404);
  }

  async function toPreferences({ contactId }: Addressee): Promise<Html | null> {
    if (contactId === null) return null;
    const url = (await loadSigner()).signedUrl("preferences", contactId);
    return html`<p><a href="${url}">Choose what you hear from us</a></p>`;
  }
}

function question({ topic }: Addressee): Html {
  const fromTopic = html`<p>Do you want no more e-mails about “${topic}”?</p>
    <form method="post">
      <button name="from" value="topic">Unsubscribe from this topic</button>
    </form>
    <p>Or no more offers and news at all?</p>`;
  return html`${topic === null ? html`<p>Do you want no more offers and news by e-mail?</p>` : fromTopic}
    <form method="post"><button name="from" value="all">Unsubscribe from all</button></form>
    <p class="dim">What belongs to an order or to your account still comes.</p>`;
}

function words(done: Unsubscribed): Html {
  if (done.outcome === "topic") {
    return html`<p>You get no more e-mails about “${done.topic}”.</p>`;
  }
  return html`<p>${sentences[done.outcome]}</p>`;
}

const sentences: Record<Exclude<Unsubscribed["outcome"], "topic">, string> = {
  all: "You get no more offers and news by e-mail.",
  test: "This mail came from a test launch: nothing was changed.",
  nobody: "There is nobody left to write to.",
};
