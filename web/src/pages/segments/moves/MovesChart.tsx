import { Table, Text } from "@mantine/core";
import type { SegmentHistory } from "../../../api/segments.ts";
import { locale, t } from "../../../i18n/i18n.ts";
import { formatNumber } from "../../../ui/format-number.ts";
import classes from "./MovesChart.module.css";

const height = 180;
const middle = height / 2;
const dayName = new Intl.DateTimeFormat(locale, {
  day: "numeric",
  month: "short",
  timeZone: "UTC",
});
const nameOf = (day: string): string => dayName.format(new Date(`${day}T00:00:00Z`));

/** Bars for each day: who entered above the line, who left below; the same as a table beneath. */
export function MovesChart({ days }: { days: SegmentHistory["days"] }) {
  const most = Math.max(1, ...days.flatMap(({ entered, left }) => [entered, left]));
  const step = 100 / days.length;
  const barHeight = (count: number) => (count / most) * (middle - 4);
  const moved = days.filter(({ entered, left }) => entered + left > 0).toReversed();
  const first = days[0]?.day ?? "";
  const last = days.at(-1)?.day ?? "";
  return (
    <>
      <svg
        className={classes["chart"]}
        role="img"
        aria-label={t("segments:moves.chart", { from: nameOf(first), to: nameOf(last) })}
        viewBox={`0 0 100 ${height}`}
        preserveAspectRatio="none"
      >
        {days.map(({ day, entered, left }, index) => (
          <g key={day}>
            <title>{t("segments:moves.day", { day: nameOf(day), entered, left })}</title>
            <rect
              className={classes["column"]}
              x={index * step}
              y={0}
              width={step}
              height={height}
            />
            <rect
              className={classes["entered"]}
              x={index * step + step * 0.15}
              width={step * 0.7}
              y={middle - barHeight(entered)}
              height={barHeight(entered)}
            />
            <rect
              className={classes["left"]}
              x={index * step + step * 0.15}
              width={step * 0.7}
              y={middle}
              height={barHeight(left)}
            />
          </g>
        ))}
        <line className={classes["line"]} x1={0} x2={100} y1={middle} y2={middle} />
      </svg>
      <div className={classes["ends"]}>
        <Text size="xs" c="dimmed">
          {nameOf(first)}
        </Text>
        <Text size="xs" c="dimmed">
          {nameOf(last)}
        </Text>
      </div>
      <Table mt="md" maw={480} aria-label={t("segments:moves.table")}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t("segments:moves.dayColumn")}</Table.Th>
            {(["entered", "left"] as const).map((name) => (
              <Table.Th key={name} ta="right">
                <span className={classes["swatch"]} data-of={name} aria-hidden />
                {t(`segments:moves.${name}`)}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {moved.map(({ day, entered, left }) => (
            <Table.Tr key={day}>
              <Table.Td>{nameOf(day)}</Table.Td>
              <Table.Td ta="right">{formatNumber(entered)}</Table.Td>
              <Table.Td ta="right">{formatNumber(left)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </>
  );
}
