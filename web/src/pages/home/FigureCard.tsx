import { Paper, Skeleton, Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { Overview } from "../../api/overview.ts";
import { locale, t } from "../../i18n/i18n.ts";
import { formatNumber } from "../../ui/format-number.ts";
import { TimeBars } from "../../ui/TimeBars.tsx";
import classes from "./FigureCard.module.css";

interface Props {
  name: keyof Overview["total"];
  to: string;
  overview: Overview | undefined;
}

const hour = new Intl.DateTimeFormat(locale, { hour: "2-digit", minute: "2-digit" });
// Days are counted in UTC: in the reader's own zone the name of the day could be another one's.
const day = new Intl.DateTimeFormat(locale, { day: "numeric", month: "short", timeZone: "UTC" });

export function FigureCard({ name, to, overview }: Props) {
  const title = t(`home:overview.figure.${name}`);
  return (
    <Paper withBorder p="md" component={Link} to={to} className={classes["figure"]}>
      <Text size="sm" c="dimmed">
        {title}
      </Text>
      {overview === undefined ? (
        <Skeleton height={96} mt={6} />
      ) : (
        <>
          <Text fz={28} fw={650} lh={1.3}>
            {formatNumber(overview.total[name])}
          </Text>
          <Text size="xs" c="dimmed" mb={6}>
            {t("home:overview.before", { number: formatNumber(overview.before[name]) })}
          </Text>
          <TimeBars
            label={t(`home:overview.chart.${overview.unit}`, {
              title,
              number: formatNumber(overview.total[name]),
              most: formatNumber(Math.max(...overview.times.map((time) => time[name]))),
            })}
            bars={overview.times.map((time) => {
              const at = (overview.unit === "hour" ? hour : day).format(new Date(time.at));
              const value = time[name];
              return { key: time.at, value, title: `${at}: ${formatNumber(value)}` };
            })}
          />
        </>
      )}
    </Paper>
  );
}
