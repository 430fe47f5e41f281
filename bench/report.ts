import { table } from "../replay/table.ts";
import type { Figure, Mark } from "./figures.ts";
import { reaches } from "./figures.ts";
import type { Section } from "./section.ts";

const headings = ["median", "", "ratio", "to reach", "", "rounds"];

/** For the terminal. */
export function textTable({ title, figures }: Section): string {
  return table([title, ...headings], figures.map(cells));
}

/** For docs/performance.md. */
export function markdownTable({ title, figures }: Section): string {
  const row = (all: readonly string[]): string => `| ${all.join(" | ")} |`;
  const lines = [
    row(["what", ...headings]),
    row(["---", "--:", "---", "--:", "--:", "---", "--:"]),
    ...figures.map((figure) => row(cells(figure))),
  ];
  return `### ${title}\n\n${lines.join("\n")}\n`;
}

function cells(figure: Figure): string[] {
  const { name, unit, median, ratio, values, mark } = figure;
  return [
    name,
    number(median),
    unit,
    Number.isNaN(ratio) ? "" : ratio.toFixed(2),
    mark === undefined ? "" : markText(mark),
    verdict(figure),
    values.length > 1 ? `${number(Math.min(...values))} to ${number(Math.max(...values))}` : "",
  ];
}

function markText(mark: Mark): string {
  return "atLeast" in mark ? `≥ ${mark.atLeast}` : `≤ ${mark.atMost}`;
}

/** Nobody fails by a figure: what doesn't reach its mark is to be looked into. */
function verdict(figure: Figure): string {
  const reached = reaches(figure);
  if (reached === undefined || figure.mark === undefined) return "";
  if (reached) return "✓";
  return "atLeast" in figure.mark ? "below" : "above";
}

function number(value: number): string {
  if (Number.isNaN(value)) return "can't be told";
  if (value >= 100) return Math.round(value).toLocaleString("en");
  return value.toFixed(value >= 1 || value === 0 ? 1 : 3);
}
