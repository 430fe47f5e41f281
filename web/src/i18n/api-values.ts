import type { ReadValue } from "../../../src/domain/sentences/template.ts";
import {
  channelWords,
  everyDay,
  messageStates,
  shortDays,
} from "../../../src/domain/sentences/values.ts";
import { exactTime } from "../ui/format-time.ts";
import { locale, t } from "./i18n.ts";
import { once } from "./once.ts";

/** Values in the API's sentences, as the reader's language writes them. */

export const lists = {
  and: once(() => new Intl.ListFormat(locale, { type: "conjunction" })),
  or: once(() => new Intl.ListFormat(locale, { type: "disjunction" })),
};
const numbers = once(() => new Intl.NumberFormat(locale));
const days = once(() => new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeZone: "UTC" }));
const weekdays = once(() => new Intl.DateTimeFormat(locale, { weekday: "short", timeZone: "UTC" }));
/** A Monday. */
const monday = Date.UTC(1970, 0, 5);
const dayMs = 86_400_000;

/** A value that is no sentence; what is nobody's word stays as it is. */
export function valueWords(kind: ReadValue["kind"], text: string): string {
  if (kind === "number") return numbers().format(Number(text));
  if (kind === "instant") return exactTime(text);
  if (kind === "date") return days().format(new Date(text));
  if (kind === "channel" || kind === "Channel") return channelText(text);
  if (kind === "channels") return lists.and().format(text.split(" and ").map(channelNamed));
  if (kind === "state") return stateText(text);
  if (kind === "statuses") return lists.or().format(text.split(" or ").map(statusText));
  if (kind === "kind") return identityText(text);
  if (kind === "kinds") return lists.or().format(text.split(" or ").map(identityText));
  return kind === "hours" ? hoursText(text) : text;
}

function channelText(label: string): string {
  const found = Object.entries(channelWords).find(
    ([, known]) => known.toLowerCase() === label.toLowerCase(),
  );
  return found === undefined ? label : channelNamed(found[0]);
}

const channelNamed = (name: string): string => t(`api-words:channels.${name as "email"}`);

function stateText(state: string): string {
  const found = Object.entries(messageStates).find(([, known]) => known === state);
  return found === undefined ? state : t(`api-words:states.${found[0] as "sent"}`);
}

const identityText = (name: string): string => t(`api-words:identities.${name as "email"}`);
const statusText = (status: string): string => t(`api-words:statuses.${status as "DELIVERED"}`);

/** "Mon, Tue 09:00–18:00; every day 10:00–14:00", by the reader's names of days. */
function hoursText(text: string): string {
  return shortDays
    .reduce(
      (said, day, place) =>
        said.replaceAll(day, weekdays().format(new Date(monday + place * dayMs))),
      text,
    )
    .replaceAll(everyDay, t("api-words:hours.everyDay"));
}
