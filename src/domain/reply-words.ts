/** What somebody wants who writes back. */
export type ReplyMeaning = "unsubscribed" | "subscribed" | "replied";

/** Words of which one alone is a whole message. */
export interface ReplyWords {
  stop: readonly string[];
  start: readonly string[];
}

/** In English and Ukrainian. Not "yes", which answers other questions, too. */
export const usualReplyWords = {
  stop: [
    "STOP",
    "STOPALL",
    "STOP ALL",
    "UNSUBSCRIBE",
    "CANCEL",
    "END",
    "QUIT",
    "OPTOUT",
    "OPT OUT",
    "СТОП",
    "ВІДПИСАТИСЯ",
    "ВІДПИСАТИСЬ",
    "ВІДПИСКА",
    "ВІДМОВА",
  ],
  start: ["START", "UNSTOP", "SUBSCRIBE", "СТАРТ", "ПІДПИСАТИСЯ", "ПІДПИСАТИСЬ", "ПІДПИСКА"],
} satisfies ReplyWords;

/** Case, blanks and marks around a word say nothing: " Stop. " is STOP. */
export function meaningOfReply(text: string, { stop, start }: ReplyWords): ReplyMeaning {
  const word = plain(text);
  if (word === "") return "replied";
  if (stop.some((one) => plain(one) === word)) return "unsubscribed";
  return start.some((one) => plain(one) === word) ? "subscribed" : "replied";
}

function plain(text: string): string {
  return text
    .normalize("NFC")
    .replaceAll(/[^\p{L}\p{M}\p{N}]+/gu, " ")
    .trim()
    .toUpperCase();
}
