import type { Statistics } from "../../../../api/statistics.ts";
import { statusNames } from "../../../runs/run-labels.ts";
import classes from "./statistics.module.css";
import type { Counted } from "./RunsLink.tsx";
import { RunsLink } from "./RunsLink.tsx";

/** Runs of the period by status. */
export function Totals({ runs, ...counted }: Counted & { runs: Statistics["runs"] }) {
  const cells = [
    { name: "Launched", count: runs.total, status: undefined },
    ...(["running", "completed", "failed", "stopped", "pending"] as const).map((status) => ({
      name: statusNames[status],
      count: runs[status],
      status,
    })),
  ];
  return (
    <dl className={classes["totals"]}>
      {cells
        .filter(({ status, count }) => status !== "pending" || count > 0)
        .map(({ name, count, status }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              <RunsLink
                {...counted}
                narrowed={{ status }}
                count={count}
                what={`runs: ${name.toLowerCase()}`}
                tone={status === "failed" ? "bad" : undefined}
              />
            </dd>
          </div>
        ))}
    </dl>
  );
}
