import { useElementSize } from "@mantine/hooks";
import type { Ref } from "react";
import classes from "./charts.module.css";

export interface HeatRow {
  key: string;
  name: string;
  cells: readonly { text: string; title: string; share: number; isOver: boolean }[];
}

interface Props {
  /** All that a screen reader gets; a table stands below. */
  label: string;
  columns: readonly string[];
  rows: readonly HeatRow[];
  svg: Ref<SVGSVGElement>;
}

const rowHeight = 30;
const head = 26;
const gap = 3;

/** A row for each cohort, the stronger coloured the more of it have converted; dashed while time is left. */
export function HeatGrid({ label, columns, rows, svg }: Props) {
  const { ref, width } = useElementSize();
  const names = width < 480 ? 72 : 130;
  const cell = Math.max(0, (width - names) / columns.length);
  const most = Math.max(0.0001, ...rows.flatMap(({ cells }) => cells.map(({ share }) => share)));
  const height = head + rows.length * rowHeight;
  return (
    <div ref={ref}>
      {width > 0 && (
        <svg ref={svg} role="img" aria-label={label} width={width} height={height}>
          {columns.map((column, index) => (
            <text
              key={column}
              className={classes["head"]}
              x={names + (index + 0.5) * cell}
              y={head - 9}
              textAnchor="middle"
            >
              {column}
            </text>
          ))}
          {rows.map(({ key, name, cells }, row) => {
            const top = head + row * rowHeight;
            return (
              <g key={key}>
                <text className={classes["name"]} x={0} y={top + rowHeight / 2 + 4}>
                  {name}
                </text>
                {cells.map(({ text, title, share, isOver }, index) => (
                  <g key={columns[index]}>
                    <title>{title}</title>
                    <rect
                      className={classes["heat"]}
                      data-open={!isOver || undefined}
                      x={names + index * cell + gap / 2}
                      y={top + gap / 2}
                      width={Math.max(0, cell - gap)}
                      height={rowHeight - gap}
                      rx={4}
                      // Never so strong that the number in it could not be read.
                      fillOpacity={share === 0 ? 0.04 : 0.1 + 0.32 * (share / most)}
                    />
                    <text
                      className={classes["cell"]}
                      x={names + (index + 0.5) * cell}
                      y={top + rowHeight / 2 + 4}
                      textAnchor="middle"
                    >
                      {text}
                    </text>
                  </g>
                ))}
              </g>
            );
          })}
        </svg>
      )}
    </div>
  );
}
