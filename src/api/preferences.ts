import type { Request, Response, Router as ExpressRouter } from "express";
import { Router } from "express";
import type { PagePurpose } from "../services/clicks/link-signer.ts";
import { refreshConfirmationMail } from "../services/topics/confirmation-mail.ts";
import { confirmSubscription, getConfirmation } from "../services/topics/confirm.ts";
import type { Preferences } from "../services/topics/preferences.ts";
import { findPreferences, savePreferences } from "../services/topics/preferences.ts";
import { getWorkspace } from "../services/workspace/workspace.ts";
import { utf8Text } from "../platform/utf8.ts";
import type { AppDependencies } from "./dependencies.ts";
import { signerLoader } from "./message-links.ts";
import type { Html } from "./pages/html.ts";
import { html } from "./pages/html.ts";
import type { PageWords } from "./pages/preference-words.ts";
import { pageLanguages, pageWords } from "./pages/preference-words.ts";
import { brandStyle, sendPublicPage } from "./pages/public-page.ts";
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
    if (preferences === null) return say(response, id === null ? "notValid" : "gone", 404);
    sendPreferences(response, preferences, null);
  });

  router.post("/preferences/:token", readBody(maxForm), async (request, response) => {
    const id = await idOf(request, "preferences");
    if (id === null) return say(response, "notValid", 404);
    const given = formOf(request);
    const wanted = new Map<string, Set<string>>();
    for (const value of given.getAll("want")) {
      const [topic = "", channel = ""] = value.split("/", 2);
      wanted.set(topic, (wanted.get(topic) ?? new Set()).add(channel));
    }
    await refreshConfirmationMail(context);
    const language = given.get("language");
    const saved = await savePreferences(context, id, {
      nothing: given.get("nothing") !== null,
      wanted,
      language: language !== null && Object.hasOwn(pageLanguages, language) ? language : null,
    });
    if (saved === null) return say(response, "gone", 404);
    const isAsked = saved.topics.some(
      ({ key, wanted: now }) => (wanted.get(key)?.size ?? 0) > now.length,
    );
    sendPreferences(response, saved, isAsked && !saved.unsubscribed ? "pending" : "saved");
  });

  router.get("/confirm/:token", async (request, response) => {
    const id = await idOf(request, "confirm");
    const asked = id === null ? null : await getConfirmation(context, id);
    if (asked === null) return say(response, id === null ? "notValid" : "runOut", 404);
    await sendConfirmation(
      response,
      asked.contactId,
      ({ confirmQuestion, confirm }) =>
        html` <p>${confirmQuestion} “${asked.topicName}”?</p>
          <form method="post"><button class="main">${confirm}</button></form>`,
    );
  });

  router.post("/confirm/:token", readBody(maxForm), async (request, response) => {
    const id = await idOf(request, "confirm");
    const done = id === null ? null : await confirmSubscription(context, id);
    if (done === null) return say(response, id === null ? "notValid" : "runOut", 404);
    await sendConfirmation(response, done.contactId, ({ confirmed }) => html`<p>${confirmed}</p>`);
  });
  return router;

  async function say(
    response: Response,
    what: "notValid" | "gone" | "runOut",
    status: number,
  ): Promise<void> {
    const { brand, language } = await getWorkspace(context);
    const { tag, words } = pageWords(language);
    const content = html`<p>${words[what]}</p>`;
    sendPublicPage(response, { title: words.title, tag, brand, content }, status);
  }

  async function sendConfirmation(
    response: Response,
    contactId: string,
    content: (words: PageWords) => Html,
  ): Promise<void> {
    const { brand } = await getWorkspace(context);
    const preferences = await findPreferences(context, contactId);
    const { tag, words } = pageWords(preferences?.language ?? null);
    const page = { title: words.confirmTitle, tag, brand, content: content(words) };
    sendPublicPage(response, page);
  }
}

function formOf(request: Request): URLSearchParams {
  const bytes: unknown = request.body;
  return new URLSearchParams(Buffer.isBuffer(bytes) ? utf8Text(bytes, "the form") : "");
}

function sendPreferences(
  response: Response,
  preferences: Preferences,
  done: "saved" | "pending" | null,
): void {
  const { brand, language } = preferences;
  const { tag, words } = pageWords(language);
  const own = brand.texts[language ?? ""] ?? brand.texts[tag] ?? {};
  const content = html`<p>${own.intro ?? words.intro}</p>
    ${done === null ? null : html`<p role="status" class="done">${words[done]}</p>`}
    ${form(preferences, words, tag)}
    <p class="dim">${words.still}</p>`;
  sendPublicPage(response, { title: own.title ?? words.title, tag, brand, content });
}

function form(
  { topics, channels, unsubscribed }: Preferences,
  words: PageWords,
  tag: string,
): Html {
  const rows = topics.map(
    ({ key, name, description, wanted }) =>
      html`<div class="topic">
        <b>${name}</b>${description === "" ? null : html`<div class="dim">${description}</div>`}
        ${channels.map(
          (channel) =>
            html`<label
              ><input
                type="checkbox"
                name="want"
                value="${key}/${channel.name}"
                aria-label="${name}: ${channel.label}"
                ${wanted.includes(channel.name) ? html`checked` : null}
              />${channel.label}</label
            >`,
        )}
      </div>`,
  );
  return html`<form method="post">
    ${
      topics.length === 0
        ? null
        : html`<fieldset>
            <legend>${words.topics}</legend>
            ${rows}
          </fieldset>`
    }
    <label class="nothing"
      ><input
        type="checkbox"
        name="nothing"
        ${unsubscribed ? html`checked` : null}
      />${words.nothing}</label
    >
    <label class="language"
      >${words.language}
      <select name="language">
        ${Object.entries(pageLanguages).map(
          ([value, label]) =>
            html`<option value="${value}" ${value === tag ? html`selected` : null}>
              ${label}
            </option>`,
        )}
      </select></label
    >
    <button class="main">${words.save}</button>
  </form>`;
}
