import type { Request } from "express";
import { englishChannels, ukrainianChannels } from "./channel-words.ts";

/** The words of pages that contacts see, by language: the built-in ones. */
const english = {
  title: "What you hear from us",
  intro: "Choose what we may write to you about. It holds from the next message on.",
  topics: "Topics",
  offers: "Offers and news",
  nothing: "Nothing at all: no offers and news by any channel",
  language: "Language of our messages",
  save: "Save",
  saved: "Saved. Thank you.",
  still: "What belongs to an order or to your account still comes.",
  notValid: "This link is not valid. It may have been cut in your mail program.",
  gone: "There is nobody left to write to.",
  pending: "Please confirm what you have chosen by the link that we have sent to you.",
  confirmTitle: "Confirm your subscription",
  confirmQuestion: (topic: string) => `Do you want to hear from us about “${topic}”?`,
  confirm: "Yes, subscribe me",
  confirmed: (topic: string) => `You have subscribed to “${topic}”. Thank you.`,
  runOut: "There is nothing to confirm any more: the link was used, or its time has run out.",
  unsubscribeTitle: "Unsubscribe",
  topicQuestion: (topic: string) => `Do you want to hear nothing more from us about “${topic}”?`,
  leaveTopic: "Unsubscribe from this topic",
  orAll: (by: string) => `Or do you want no offers and news ${by} at all?`,
  allQuestion: (by: string) => `Do you want no more offers and news ${by}?`,
  leaveAll: "Unsubscribe from all",
  unsubscribedTitle: "Unsubscribed",
  leftTopic: (topic: string) => `You hear nothing more from us about “${topic}”.`,
  leftAll: (by: string) => `You get no more offers and news ${by}.`,
  ofTest: "This message came from a test launch: nothing was changed.",
  choose: "Choose what you hear from us",
  channels: englishChannels,
};

export type PageWords = typeof english;

const ukrainian: PageWords = {
  title: "Про що ми вам пишемо",
  intro: "Виберіть, про що вам писати. Це діятиме вже з наступного повідомлення.",
  topics: "Теми",
  offers: "Пропозиції та новини",
  nothing: "Нічого: жодних пропозицій і новин жодним каналом",
  language: "Мова наших повідомлень",
  save: "Зберегти",
  saved: "Збережено. Дякуємо.",
  still: "Те, що стосується замовлень або вашого облікового запису, надходитиме й далі.",
  notValid: "Це посилання недійсне. Можливо, його обрізала поштова програма.",
  gone: "Писати вже нікому.",
  pending: "Підтвердьте вибране за посиланням, яке ми вам надіслали.",
  confirmTitle: "Підтвердження підписки",
  confirmQuestion: (topic) => `Чи хочете ви отримувати від нас повідомлення на тему «${topic}»?`,
  confirm: "Так, підписатися",
  confirmed: (topic) => `Вас підписано на тему «${topic}». Дякуємо.`,
  runOut: "Підтверджувати вже нічого: посилання використано або його час минув.",
  unsubscribeTitle: "Відписатися",
  topicQuestion: (topic) => `Не надсилати вам більше нічого на тему «${topic}»?`,
  leaveTopic: "Відписатися від цієї теми",
  orAll: (by) => `Чи взагалі не надсилати вам пропозицій і новин ${by}?`,
  allQuestion: (by) => `Не надсилати вам більше пропозицій і новин ${by}?`,
  leaveAll: "Відписатися від усього",
  unsubscribedTitle: "Вас відписано",
  leftTopic: (topic) => `Ми більше не писатимемо вам на тему «${topic}».`,
  leftAll: (by) => `Ми більше не надсилатимемо вам пропозицій і новин ${by}.`,
  ofTest: "Це повідомлення надіслав тестовий запуск: нічого не змінено.",
  choose: "Вибрати, про що вам писати",
  channels: ukrainianChannels,
};

const languages = { en: english, uk: ukrainian };

/** A language that has built-in words. */
export type PageLanguage = keyof typeof languages;

export const pageLanguages = Object.keys(languages) as PageLanguage[];

export interface Wording {
  tag: PageLanguage;
  words: PageWords;
}

/**
 * The words for somebody who reads a page.
 * @param known tags such as uk-UA of what is known of them, what is nearest first; then it is what
 *   their browser asks for
 * @param otherwise the account's own
 */
export function wordsFor(
  request: Request,
  known: readonly (string | null)[],
  otherwise: string | null,
): Wording {
  return wordsIn([...known, ...request.acceptsLanguages(), otherwise]);
}

/** The words of the first of some languages that is built in. */
export function wordsIn(candidates: readonly (string | null)[]): Wording {
  const tag = candidates.map(builtIn).find((one) => one !== null) ?? "en";
  return { tag, words: languages[tag] };
}

function builtIn(language: string | null): PageLanguage | null {
  const primary = language?.toLowerCase().split("-")[0];
  return pageLanguages.find((one) => one === primary) ?? null;
}
