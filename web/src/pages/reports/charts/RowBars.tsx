import { useElementSize } from "@mantine/hooks";
import type { Ref } from "react";
import classes from "./charts.module.css";

export interface BarRow {
  key: string;
  name: string;
  value: number;
  /** The value in words, at the end of its line. */
  text: string;
  /** What holds the true value in 95 of 100 cases. */
  low?: number;
  high?: number;
  tone?: "quiet" | "bad";
}

interface Props {
  /** What is shown, with its numbers in short: all that a screen reader gets; a table stands below. */
  label: string;
  rows: readonly BarRow[];
  svg: Ref<SVGSVGElement>;
}

const rowHeight = 42;
const barHeight = 12;
const pad = 6;
/** About what a letter takes: names that are longer are cut, with the whole one on hover. */
const letter = 7.4;

/** A bar for each row, below its name, with an interval where there is one; from zero, to both sides. */
export function RowBars({ label, rows, svg }: Props) {
  const { ref, width } = useElementSize();
  const ends = rows.flatMap(({ value, low = value, high = value }) => [value, low, high]);
  const least = Math.min(0, ...ends);
  const largest = Math.max(0, ...ends);
  const space = Math.max(0, width - 2 * pad);
  const span = largest - least || 1;
  const x = (value: number) => pad + ((value - least) / span) * space;
  const height = rows.length * rowHeight + pad;
  return (
    <div ref={ref}>
      {width > 0 && (
        <svg ref={svg} role="img" aria-label={label} width={width} height={height}>
          {rows.map(({ key, name, value, text, low, high, tone }, index) => {
            const top = index * rowHeight;
            const middle = top + 22 + barHeight / 2;
            const letters = Math.floor((space - text.length * letter - 12) / letter);
            return (
              <g key={key}>
                <title>{`${name}: ${text}`}</title>
                <text className={classes["name"]} x={pad} y={top + 15}>
                  {name.length > letters ? `${name.slice(0, Math.max(3, letters - 1))}…` : name}
                </text>
                <text className={classes["value"]} x={width - pad} y={top + 15} textAnchor="end">
                  {text}
                </text>
                <rect
                  className={classes["track"]}
                  x={pad}
                  y={top + 22}
                  width={space}
                  height={barHeight}
                  rx={3}
                />
                <rect
                  className={classes["bar"]}
                  data-tone={tone}
                  x={Math.min(x(0), x(value))}
                  y={top + 22}
                  width={Math.abs(x(value) - x(0))}
                  height={barHeight}
                  rx={3}
                />
                {least < 0 && (
                  <line
                    className={classes["zero"]}
                    x1={x(0)}
                    x2={x(0)}
                    y1={top + 18}
                    y2={top + 26 + barHeight}
                  />
                )}
                {low !== undefined && high !== undefined && (
                  <path
                    className={classes["interval"]}
                    d={`M${x(low)} ${middle - 5}v10M${x(low)} ${middle}H${x(high)}M${x(high)} ${middle - 5}v10`}
                  />
                )}
              </g>
            );
          })}
        </svg>
      )}
    </div>
  );
}
