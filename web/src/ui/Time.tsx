import { exactTime } from "./format-time.ts";
import { useEffect, useReducer } from "react";
import { locale, t } from "../i18n/i18n.ts";
import { once } from "../i18n/once.ts";
import { Tip } from "./Tip.tsx";

const day = once(
  () => new Intl.DateTimeFormat(locale, { day: "numeric", month: "short", year: "numeric" }),
);
const relative = once(
  () => new Intl.RelativeTimeFormat(locale, { numeric: "auto", style: "short" }),
);

const units = [
  ["minute", 60_000, 3_600_000],
  ["hour", 3_600_000, 86_400_000],
  ["day", 86_400_000, 7 * 86_400_000],
] as const;

function words(at: Date, now: number): string {
  const ago = at.getTime() - now;
  const size = Math.abs(ago);
  if (size < 10_000) return t("ui:justNow");
  if (size < 60_000) return relative().format(Math.round(ago / 1000), "second");
  for (const [unit, length, below] of units) {
    if (size < below) return relative().format(Math.round(ago / length), unit);
  }
  return day().format(at);
}

/** An instant, as one speaks of it; exact, in the reader's time zone, on hover. */
export function Time({ at, missing = "–" }: { at: string | null | undefined; missing?: string }) {
  const [now, tick] = useReducer(
    () => Date.now(),
    undefined,
    () => Date.now(),
  );
  useEffect(() => {
    const timer = setInterval(tick, 30_000);
    return () => clearInterval(timer);
  }, []);
  if (at == null) return <span>{missing}</span>;
  const date = new Date(at);
  return (
    <Tip label={() => exactTime(at)}>
      <time dateTime={at} style={{ whiteSpace: "nowrap" }}>
        {words(date, now)}
      </time>
    </Tip>
  );
}
