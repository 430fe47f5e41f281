import type { Request, Response, Router as ExpressRouter } from "express";
import { Router } from "express";
import type { PagePurpose } from "../services/clicks/link-signer.ts";
import { refreshConfirmationMail } from "../services/topics/confirmation-mail.ts";
import type { Confirmation } from "../services/topics/confirm.ts";
import { confirmSubscription, getConfirmation } from "../services/topics/confirm.ts";
import type { TickedChannels } from "../services/topics/preferences.ts";
import { findPreferences, savePreferences } from "../services/topics/preferences.ts";
import { getWorkspace } from "../services/workspace/workspace.ts";
import type { AppDependencies } from "./dependencies.ts";
import { signerLoader } from "./message-links.ts";
import type { Html } from "./pages/html.ts";
import { html } from "./pages/html.ts";
import { languagesOffered, sendPreferences } from "./pages/preference-page.ts";
import type { PageWords } from "../domain/page-words/english.ts";
import { filled } from "../domain/page-words/page-words.ts";
import { wordsFor } from "./pages/public-words.ts";
import { brandStyle, formOf, sendPublicPage } from "./pages/public-page.ts";
import { readBody } from "./read-body.ts";

const maxForm = 100 * 1024;

/**
 * The pages on which contacts say what they want. Who holds the signed link is who may: there is no
 * cookie, so that no other site can send the form in somebody's name. Looking changes nothing.
 */
export function preferencesRouter(deps: AppDependencies): ExpressRouter {
  const router = Router();
  const loadSigner = signerLoader(deps);
  const { context } = deps;

  async function idOf(request: Request, purpose: PagePurpose): Promise<string | null> {
    return (await loadSigner()).idOf(purpose, String(request.params["token"]));
  }

  router.get("/brand.css", async (_, response) => {
    const { brand } = await getWorkspace(context);
    response.set("Cache-Control", "max-age=60").type("css").send(brandStyle(brand));
  });

  router.get("/preferences/:token", async (request, response) => {
    const id = await idOf(request, "preferences");
    const preferences = id === null ? null : await findPreferences(context, id);
    if (preferences === null) return say(request, response, id === null ? "notValid" : "gone");
    const workspace = await getWorkspace(context);
    const wording = wordsFor(request, [preferences.language], workspace);
    sendPreferences(response, preferences, { brand: workspace.brand, wording, done: null });
  });

  router.post("/preferences/:token", readBody(maxForm), async (request, response) => {
    const id = await idOf(request, "preferences");
    if (id === null) return say(request, response, "notValid");
    const given = formOf(request);
    const wanted = ticked(given.getAll("want"));
    const workspace = await getWorkspace(context);
    const { brand } = workspace;
    const chosen = given.get("language");
    await refreshConfirmationMail(context);
    const saved = await savePreferences(context, id, {
      nothing: given.get("nothing") !== null,
      offered: ticked(given.getAll("offered")),
      wanted,
      language: languagesOffered(brand).find((one) => one === chosen) ?? null,
    });
    if (saved === null) return say(request, response, "gone");
    const isAsked = saved.topics.some(
      ({ key, wanted: now }) => (wanted.get(key)?.size ?? 0) > now.length,
    );
    const wording = wordsFor(request, [saved.language], workspace);
    const done = isAsked && !saved.unsubscribed ? "pending" : "saved";
    sendPreferences(response, saved, { brand, wording, done });
  });

  router.get("/confirm/:token", async (request, response) => {
    const id = await idOf(request, "confirm");
    const asked = id === null ? null : await getConfirmation(context, id);
    if (asked === null) return say(request, response, id === null ? "notValid" : "runOut");
    await sendConfirmation(
      { request, response, asked },
      ({ confirmQuestion, confirm }) =>
        html`<p>${filled(confirmQuestion, { topic: asked.topicName })}</p>
          <form method="post"><button class="main">${confirm}</button></form>`,
    );
  });

  router.post("/confirm/:token", readBody(maxForm), async (request, response) => {
    const id = await idOf(request, "confirm");
    const asked = id === null ? null : await confirmSubscription(context, id);
    if (asked === null) return say(request, response, id === null ? "notValid" : "runOut");
    const page = (await loadSigner()).signedUrl("preferences", asked.contactId);
    await sendConfirmation(
      { request, response, asked },
      ({ confirmed, choose }) =>
        html`<p role="status" class="done">${filled(confirmed, { topic: asked.topicName })}</p>
          <p><a href="${page}">${choose}</a></p>`,
    );
  });
  return router;

  /** Says that there is nothing here. */
  async function say(
    request: Request,
    response: Response,
    what: "notValid" | "gone" | "runOut",
  ): Promise<void> {
    const workspace = await getWorkspace(context);
    const { brand } = workspace;
    const { tag, words } = wordsFor(request, [], workspace);
    const content = html`<p>${words[what]}</p>`;
    sendPublicPage(response, { title: words.title, tag, brand, content }, 404);
  }

  async function sendConfirmation(
    { request, response, asked }: { request: Request; response: Response; asked: Confirmation },
    content: (words: PageWords) => Html,
  ): Promise<void> {
    const workspace = await getWorkspace(context);
    const { brand } = workspace;
    const { tag, words } = wordsFor(request, [asked.contactLanguage], workspace);
    const page = { title: words.confirmTitle, tag, brand, content: content(words) };
    sendPublicPage(response, page);
  }
}

function ticked(values: readonly string[]): TickedChannels {
  const channels = new Map<string, Set<string>>();
  for (const value of values) {
    const [topic = "", channel = ""] = value.split("/", 2);
    channels.set(topic, (channels.get(topic) ?? new Set()).add(channel));
  }
  return channels;
}
