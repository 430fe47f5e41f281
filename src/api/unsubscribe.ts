import type { Request, Response, Router as ExpressRouter } from "express";
import { Router } from "express";
import type { Addressee, Unsubscribed } from "../services/messages/unsubscribe.ts";
import { findAddressee, unsubscribe } from "../services/messages/unsubscribe.ts";
import type { AppDependencies } from "./dependencies.ts";
import { signerLoader } from "./message-links.ts";
import type { Html } from "./pages/html.ts";
import { html } from "./pages/html.ts";
import type { PageWords } from "../domain/page-words/english.ts";
import { filled } from "../domain/page-words/page-words.ts";
import { wordsFor } from "./pages/public-words.ts";
import { getWorkspace } from "../services/workspace/workspace.ts";
import { formOf, sendPublicPage } from "./pages/public-page.ts";
import { readBody } from "./read-body.ts";

interface Shown {
  title: string;
  content: Html;
}

/**
 * Unsubscribing by the link in a message. Looking at it changes nothing, as link checkers do that; a
 * POST does, by the page's button or by the mail program (RFC 8058: one click, no questions).
 */
export function unsubscribeRouter(deps: AppDependencies): ExpressRouter {
  const router = Router();
  const loadSigner = signerLoader(deps);
  const { context } = deps;

  async function messageOf(request: Request): Promise<string | null> {
    return (await loadSigner()).messageOf("unsubscribe", String(request.params["token"]));
  }

  router.get("/u/:token", async (request, response) => {
    const messageId = await messageOf(request);
    if (messageId === null) return notValid(request, response);
    const addressee = await findAddressee(context, messageId);
    const onwards = await preferencesOf(addressee);
    await send(request, response, addressee, (words) => ({
      title: words.unsubscribeTitle,
      content: html`${question(addressee, words)}${toPreferences(onwards, words)}`,
    }));
  });

  router.post("/u/:token", readBody(10 * 1024), async (request, response) => {
    const messageId = await messageOf(request);
    if (messageId === null) return notValid(request, response);
    const all = formOf(request).get("from") === "all";
    const done = await unsubscribe(context, messageId, { all });
    const addressee = await findAddressee(context, messageId);
    const onwards = await preferencesOf(addressee);
    await send(request, response, addressee, (words) => ({
      title: words.unsubscribedTitle,
      content: html`<p role="status" class="done">${outcome(done, addressee, words)}</p>
        ${toPreferences(onwards, words)}`,
    }));
  });
  return router;

  async function send(
    request: Request,
    response: Response,
    addressee: Addressee | null,
    shown: (words: PageWords) => Shown,
    status = 200,
  ): Promise<void> {
    const workspace = await getWorkspace(context);
    const { tag, words } = wordsFor(request, addressee?.languages ?? [], workspace);
    sendPublicPage(response, { ...shown(words), tag, brand: workspace.brand }, status);
  }

  function notValid(request: Request, response: Response): Promise<void> {
    const said = ({ unsubscribeTitle: title, notValid: words }: PageWords) => ({
      title,
      content: html`<p>${words}</p>`,
    });
    return send(request, response, null, said, 404);
  }

  async function preferencesOf(addressee: Addressee | null): Promise<string | null> {
    const contactId = addressee?.contactId ?? null;
    return contactId === null ? null : (await loadSigner()).signedUrl("preferences", contactId);
  }
}

function toPreferences(url: string | null, { choose }: PageWords): Html | null {
  return url === null ? null : html`<p><a href="${url}">${choose}</a></p>`;
}

function question(addressee: Addressee | null, words: PageWords): Html {
  if (addressee === null) return html`<p>${words.gone}</p>`;
  const { topic, channel } = addressee;
  const by = words[`by.${channel}`];
  const rest = html`<p class="dim">${words.still}</p>`;
  if (topic === null) {
    return html`<p>${filled(words.allQuestion, { by })}</p>
      <form method="post">
        <button class="main" name="from" value="all">${words.leaveAll}</button>
      </form>
      ${rest}`;
  }
  return html`<p>${filled(words.topicQuestion, { topic })}</p>
    <form method="post">
      <button class="main" name="from" value="topic">${words.leaveTopic}</button>
    </form>
    <p>${filled(words.orAll, { by })}</p>
    <form method="post"><button name="from" value="all">${words.leaveAll}</button></form>
    ${rest}`;
}

function outcome(done: Unsubscribed, addressee: Addressee | null, words: PageWords): string {
  if (done.outcome === "nobody" || addressee === null) return words.gone;
  if (done.outcome === "test") return words.ofTest;
  if (done.outcome === "topic") return filled(words.leftTopic, { topic: done.topic });
  return filled(words.leftAll, { by: words[`by.${addressee.channel}`] });
}
