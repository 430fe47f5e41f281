import type { Statistics } from "../../../../api/statistics.ts";
import { formatNumber } from "../../../../ui/format-number.ts";
import { t } from "../../../../i18n/i18n.ts";
import classes from "./statistics.module.css";
import type { Counted } from "./RunsLink.tsx";
import { RunsLink } from "./RunsLink.tsx";

/** Runs of the period by status. */
export function Totals({ runs, ...counted }: Counted & { runs: Statistics["runs"] }) {
  const cells = [
    { which: "total" as const, status: undefined },
    ...(["running", "completed", "failed", "stopped", "pending"] as const).map((status) => ({
      which: status,
      status,
    })),
  ];
  return (
    <dl className={classes["totals"]}>
      {cells
        .filter(({ which }) => which !== "pending" || runs[which] > 0)
        .map(({ which, status }) => (
          <div key={which}>
            <dt>{t(`builder-statistics:totals.${which}`)}</dt>
            <dd>
              <RunsLink
                {...counted}
                narrowed={{ status }}
                count={runs[which]}
                label={t(`builder-statistics:totalRuns.${which}`, {
                  number: formatNumber(runs[which]),
                })}
                tone={status === "failed" ? "bad" : undefined}
              />
            </dd>
          </div>
        ))}
    </dl>
  );
}
