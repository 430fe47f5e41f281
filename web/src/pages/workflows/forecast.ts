import { formatNumber } from "../../ui/format-number.ts";
import type { Binding } from "../../api/workflows.ts";

export interface Forecast {
  /** "orderDELIVERED came 1,240 times in the last 7 days: about 177 runs a day". */
  text: string;
  /** What to think of first, where there may be more runs than were meant. */
  advice: string | null;
}

type Start = Pick<Binding, "frequency" | "filter" | "forEachMemberOf" | "eventType">;

const manyADay = 100;
const counted = (count: number, one: string) =>
  `${formatNumber(count)} ${count === 1 ? one : `${one}s`}`;

/** How many runs a start may make, judged by the events of the last seven days. */
export function forecast(start: Start, eventsPerDay: readonly number[]): Forecast {
  const { frequency, filter, forEachMemberOf, eventType } = start;
  const events = eventsPerDay.slice(-7).reduce((sum, count) => sum + count, 0);
  if (events === 0) {
    return { text: `${eventType.key} did not come in the last 7 days`, advice: null };
  }
  const times = events === 1 ? "once" : `${formatNumber(events)} times`;
  const came = `${eventType.key} came ${times} in the last 7 days`;
  if (forEachMemberOf !== null) {
    return {
      text: `${came}: each time it launches every member of the segment`,
      advice: "See how many members the segment has.",
    };
  }
  const isEach = (frequency?.kind ?? "each") === "each";
  const aDay = Math.round(events / 7);
  const runs = aDay === 0 ? `${counted(events, "run")} a week` : `${counted(aDay, "run")} a day`;
  const isExact = isEach && filter == null;
  return {
    text: `${came}: ${isExact ? "about" : "at most"} ${runs}`,
    advice:
      isEach && aDay >= manyADay
        ? "Each of these events starts a run, for the same contact too. Is “Once in every …” what you mean?"
        : null,
  };
}
