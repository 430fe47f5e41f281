import classes from "./TimeBars.module.css";

interface Props {
  /** What is shown, with its numbers in short: all that a screen reader gets. */
  label: string;
  bars: readonly { key: string; value: number; title: string }[];
}

const width = 240;
const height = 44;

/** A count for each of some hours or days, the oldest first, as bars; each tells its own number on hover. */
export function TimeBars({ label, bars }: Props) {
  const most = Math.max(1, ...bars.map(({ value }) => value));
  const step = width / Math.max(1, bars.length);
  return (
    <svg
      className={classes["bars"]}
      role="img"
      aria-label={label}
      viewBox={`0 0 ${width} ${height}`}
      preserveAspectRatio="none"
    >
      {bars.map(({ key, value, title }, index) => {
        const size = value === 0 ? 1 : Math.max(2, (value / most) * (height - 2));
        return (
          <rect
            key={key}
            data-empty={value === 0 || undefined}
            x={index * step + step * 0.1}
            y={height - size}
            width={step * 0.8}
            height={size}
          >
            <title>{title}</title>
          </rect>
        );
      })}
    </svg>
  );
}
