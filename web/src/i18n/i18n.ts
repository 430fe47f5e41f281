import type { TFunction } from "i18next";
import { createInstance } from "i18next";
import { chosenLanguage, languages } from "./languages.ts";
import type { Messages, Namespace } from "./namespaces.ts";

declare module "i18next" {
  interface CustomTypeOptions {
    defaultNS: "app";
    resources: Messages;
  }
}

export const language = chosenLanguage();
export const locale = languages.find(({ code }) => code === language)?.locale ?? "en-GB";

const i18n = createInstance();
await i18n.init({
  lng: language,
  fallbackLng: false,
  defaultNS: "app",
  resources: {},
  // React escapes what it shows.
  interpolation: { escapeValue: false },
  // A message that was never loaded is a fault of the page, not a text to show quietly.
  missingKeyHandler: (_languages, namespace, key) => {
    console.error(`the messages have no ${namespace}:${key}`);
  },
  saveMissing: true,
});

/** A message in the reader's language: `t("contacts:title")`; what it counts is `count`. */
export const t = i18n.t as TFunction<[Namespace, ...Namespace[]]>;

/** The messages of a file are known from here on. */
export function addMessages(namespace: Namespace, messages: object): void {
  i18n.addResourceBundle(language, namespace, messages);
}

/** As if their file had never come: files of tests share a process. */
export function forgetMessages(namespace: Namespace): void {
  i18n.removeResourceBundle(language, namespace);
}

export function hasMessages(namespace: Namespace): boolean {
  return i18n.hasResourceBundle(language, namespace);
}
