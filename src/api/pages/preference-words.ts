/** The words of pages that contacts see, by language: the built-in ones. */
const english = {
  title: "What you hear from us",
  intro: "Choose what we may write to you about. It holds from the next message on.",
  topics: "Topics",
  nothing: "Nothing at all: no offers and news by any channel",
  language: "Language of our messages",
  save: "Save",
  saved: "Saved. Thank you.",
  still: "What belongs to an order or to your account still comes.",
  notValid: "This link is not valid. It may have been cut in your mail program.",
  gone: "There is nobody left to write to.",
  pending: "Please confirm what you have chosen by the link that we have sent to you.",
  confirmTitle: "Confirm your subscription",
  confirmQuestion: "Do you want to hear from us about",
  confirm: "Yes, subscribe me",
  confirmed: "You have subscribed. Thank you.",
  runOut: "There is nothing to confirm any more: the link was used, or its time has run out.",
};

export type PageWords = typeof english;

const ukrainian: PageWords = {
  title: "Про що ми вам пишемо",
  intro: "Виберіть, про що вам писати. Це діятиме вже з наступного повідомлення.",
  topics: "Теми",
  nothing: "Нічого: жодних пропозицій і новин жодним каналом",
  language: "Мова наших повідомлень",
  save: "Зберегти",
  saved: "Збережено. Дякуємо.",
  still: "Те, що стосується замовлень або вашого облікового запису, надходитиме й далі.",
  notValid: "Це посилання недійсне. Можливо, його обрізала поштова програма.",
  gone: "Писати вже нікому.",
  pending: "Підтвердьте вибране за посиланням, яке ми вам надіслали.",
  confirmTitle: "Підтвердження підписки",
  confirmQuestion: "Чи хочете ви отримувати від нас повідомлення на тему",
  confirm: "Так, підписатися",
  confirmed: "Вас підписано. Дякуємо.",
  runOut: "Підтверджувати вже нічого: посилання використано або його час минув.",
};

export const pageLanguages: Record<string, string> = { en: "English", uk: "Українська" };

/** @param language a tag such as uk-UA; another language's words are English */
export function pageWords(language: string | null): { tag: string; words: PageWords } {
  const isUkrainian = language?.toLowerCase().split("-")[0] === "uk";
  return isUkrainian ? { tag: "uk", words: ukrainian } : { tag: "en", words: english };
}
