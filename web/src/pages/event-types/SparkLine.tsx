import { Tooltip } from "@mantine/core";
import classes from "./SparkLine.module.css";

const width = 104;
const height = 24;
const edge = 2;

const number = new Intl.NumberFormat("en-GB");

/** A count for each of some days, the oldest first, as a line; its figures as text beside it. */
export function SparkLine({ days }: { days: readonly number[] }) {
  const total = days.reduce((sum, count) => sum + count, 0);
  if (total === 0) return <span className={classes["none"]}>none in {days.length} days</span>;
  const most = Math.max(...days);
  const points = days.map((count, index) => {
    const x = edge + (index * (width - 2 * edge)) / Math.max(1, days.length - 1);
    const y = height - edge - (count / most) * (height - 2 * edge);
    return `${x.toFixed(1)},${y.toFixed(1)}`;
  });
  const words =
    `${number.format(total)} in ${days.length} days, ` +
    `${number.format(days.at(-1) ?? 0)} today, at most ${number.format(most)} in a day`;
  const base = height - edge;
  return (
    <Tooltip label={words}>
      <svg
        className={classes["line"]}
        role="img"
        aria-label={words}
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
    </Tooltip>
  );
}
