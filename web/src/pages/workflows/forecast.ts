import { formatNumber } from "../../ui/format-number.ts";
import type { Binding } from "../../api/workflows.ts";
import { t } from "../../i18n/i18n.ts";

export interface Forecast {
  /** "orderDELIVERED came 1,240 times in the last 7 days: about 177 runs a day". */
  text: string;
  /** What to think of first, where there may be more runs than were meant. */
  advice: string | null;
}

type Start = Pick<Binding, "frequency" | "filter" | "forEachMemberOf" | "eventType">;

const manyADay = 100;
const counted = (count: number) => ({ count, number: formatNumber(count) });

/** How many runs a start may make, judged by the events of the last seven days. */
export function forecast(start: Start, eventsPerDay: readonly number[]): Forecast {
  const { frequency, filter, forEachMemberOf, eventType } = start;
  const event = eventType.key;
  const events = eventsPerDay.slice(-7).reduce((sum, count) => sum + count, 0);
  if (events === 0) return { text: t("workflow-review:forecast.none", { event }), advice: null };
  const came = t("workflow-review:forecast.came", { event, ...counted(events) });
  if (forEachMemberOf !== null) {
    return {
      text: t("workflow-review:forecast.members", { came }),
      advice: t("workflow-review:forecast.membersAdvice"),
    };
  }
  const isEach = (frequency?.kind ?? "each") === "each";
  const aDay = Math.round(events / 7);
  const runs =
    aDay === 0
      ? t("workflow-review:forecast.aWeek", counted(events))
      : t("workflow-review:forecast.aDay", counted(aDay));
  const isExact = isEach && filter == null;
  return {
    text: t(`workflow-review:forecast.${isExact ? "about" : "atMost"}`, { came, runs }),
    advice: isEach && aDay >= manyADay ? t("workflow-review:forecast.advice") : null,
  };
}
