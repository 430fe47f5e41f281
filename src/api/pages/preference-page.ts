import type { Response } from "express";
import { canonicalLanguage, lookUpLanguage } from "../../domain/language-tag.ts";
import type { Brand } from "../../domain/workspace.ts";
import type { Preferences } from "../../services/topics/preferences.ts";
import type { Html } from "./html.ts";
import { html } from "./html.ts";
import { topicWords } from "../../domain/topic-words.ts";
import type { PublicPage } from "./public-page.ts";
import { sendPublicPage } from "./public-page.ts";
import type { PageWords } from "../../domain/page-words/english.ts";
import type { Wording } from "../../domain/page-words/page-words.ts";
import { builtInLanguages } from "../../domain/page-words/page-words.ts";

interface Look {
  brand: Brand;
  wording: Wording;
  done: "saved" | "pending" | null;
}

/** The page on which a contact chooses what it gets. */
export function sendPreferences(response: Response, preferences: Preferences, look: Look): void {
  sendPublicPage(response, preferencesPage(preferences, look));
}

/** What the page says. */
export function preferencesPage(preferences: Preferences, look: Look): PublicPage {
  const { brand, wording, done } = look;
  const { tag, words } = wording;
  const named = Object.keys(brand.texts);
  const written = lookUpLanguage(preferences.language ?? tag, named) ?? tag;
  const own = brand.texts[written] ?? brand.texts[tag] ?? {};
  const content = html`<p>${own.intro ?? words.intro}</p>
    ${done === null ? null : html`<p role="status" class="done">${words[done]}</p>`}
    <form method="post">
      ${choices(preferences, words, preferences.language ?? tag)}
      <label class="nothing"
        ><input
          type="checkbox"
          name="nothing"
          ${preferences.unsubscribed ? html`checked` : null}
        />${words.nothing}</label
      >
      <label class="language"
        >${words.language}
        <select name="language">
          ${languageOptions(preferences.language ?? tag, brand)}
        </select></label
      >
      <button class="main">${words.save}</button>
    </form>
    <p class="dim">${words.still}</p>`;
  return { title: own.title ?? words.title, tag, brand, content };
}

/** Which languages can be chosen; the present one stays as it is: uk-UA doesn't become uk. */
export function languagesOffered(brand: Brand): string[] {
  return [...new Set([...builtInLanguages, ...Object.keys(brand.texts)])];
}

function languageOptions(present: string, brand: Brand): Html[] {
  const primary = present.split("-")[0];
  const others = languagesOffered(brand).filter((tag) => tag !== present && tag !== primary);
  const option = ({ value, tag }: { value: string; tag: string }) =>
    html`<option value="${value}" ${value === "" ? html`selected` : null}>
      ${nameOfLanguage(tag)}
    </option>`;
  return [{ value: "", tag: present }, ...others.map((tag) => ({ value: tag, tag }))].map(option);
}

/** As its speakers call it; what is no tag, as it is. */
function nameOfLanguage(tag: string): string {
  const canonical = canonicalLanguage(tag);
  if (canonical === null) return tag;
  const names = new Intl.DisplayNames([canonical, "en"], { type: "language" });
  const name = names.of(canonical) ?? tag;
  return name.charAt(0).toLocaleUpperCase(canonical) + name.slice(1);
}

function choices(
  { topics, channels, open }: Preferences,
  words: PageWords,
  language: string,
): Html | null {
  const box = (key: string, name: string, { ticked }: { ticked: readonly string[] }) =>
    channels.map((channel) => {
      const label = words[`channel.${channel}`];
      const value = `${key}/${channel}`;
      return html`<input type="hidden" name="offered" value="${value}" /><label
          ><input
            type="checkbox"
            name="want"
            value="${value}"
            aria-label="${name}: ${label}"
            ${ticked.includes(channel) ? html`checked` : null}
          />${label}</label
        >`;
    });
  if (topics.length === 0) {
    return html`<fieldset>
      <legend>${words.offers}</legend>
      ${box("", words.offers, { ticked: open })}
    </fieldset>`;
  }
  const rows = topics.map((topic) => {
    const { key, wanted } = topic;
    const { name, description } = topicWords(topic, language);
    return html`<div class="topic">
      <b>${name}</b>${description === "" ? null : html`<div class="dim">${description}</div>`}
      ${box(key, name, { ticked: wanted })}
    </div>`;
  });
  return html`<fieldset>
    <legend>${words.topics}</legend>
    ${rows}
  </fieldset>`;
}
