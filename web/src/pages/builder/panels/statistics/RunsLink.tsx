import { Link } from "@tanstack/react-router";
import { formatNumber } from "../../../../ui/format-number.ts";
import type { ReactNode } from "react";
import type { RunFilter } from "../../../runs/run-query.ts";
import classes from "./statistics.module.css";
import type { Period } from "./use-statistics.ts";

/** Which workflow's runs, of which period, a number counts. */
export interface Counted {
  workflowId: string;
  period: Period;
}

interface Props extends Counted {
  narrowed: Pick<RunFilter, "blockId" | "blockState" | "status">;
  count: number;
  /** What the number says: "3 runs are at “Wait 3 days”". */
  label: string;
  tone?: "bad";
  children?: ReactNode;
}

/** A number that leads to the very runs that it counts: real ones, as test launches count nowhere. */
export function RunsLink({ workflowId, period, narrowed, count, label, tone, children }: Props) {
  const number = children ?? formatNumber(count);
  if (count === 0) return <span className={classes["none"]}>{number}</span>;
  return (
    <Link
      to="/runs"
      search={{ workflowId, test: "false", ...period, ...narrowed }}
      className={`${classes["link"]} nodrag nopan`}
      data-tone={tone}
      aria-label={label}
      // On the canvas it would select its block too, and so come back to this page's address.
      onClick={(event) => event.stopPropagation()}
      onKeyDown={(event) => event.stopPropagation()}
    >
      {number}
    </Link>
  );
}
