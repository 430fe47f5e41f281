import { Tip } from "../../ui/Tip.tsx";
import { formatNumber } from "../../ui/format-number.ts";
import classes from "./SparkLine.module.css";
import { t } from "../../i18n/i18n.ts";

const width = 104;
const height = 24;
const edge = 2;

/** A count for each of some days, the oldest first, as a line; its numbers as text beside it. */
export function SparkLine({ days }: { days: readonly number[] }) {
  const total = days.reduce((sum, count) => sum + count, 0);
  if (total === 0)
    return (
      <span className={classes["none"]}>
        {t("event-types:perDay.none", { count: days.length })}
      </span>
    );
  const max = Math.max(...days);
  const points = days.map((count, index) => {
    const x = edge + (index * (width - 2 * edge)) / Math.max(1, days.length - 1);
    const y = height - edge - (count / max) * (height - 2 * edge);
    return `${x.toFixed(1)},${y.toFixed(1)}`;
  });
  const label = t("event-types:perDay.some", {
    count: days.length,
    total: formatNumber(total),
    today: formatNumber(days.at(-1) ?? 0),
    most: formatNumber(max),
  });
  const base = height - edge;
  return (
    <Tip label={label}>
      <span>
        <svg
          className={classes["line"]}
          role="img"
          aria-label={label}
          width={width}
          height={height}
          viewBox={`0 0 ${width} ${height}`}
        >
          <polygon
            className={classes["area"]}
            points={`${edge},${base} ${points.join(" ")} ${width - edge},${base}`}
          />
          <polyline className={classes["stroke"]} points={points.join(" ")} />
        </svg>
      </span>
    </Tip>
  );
}
