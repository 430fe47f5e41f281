import type { ReactNode } from "react";
import classes from "./Foot.module.css";

interface Props {
  tone?: "bad" | "busy" | "wait";
  children: ReactNode;
}

/** What stands below a block on the canvas, on a ground of its own: an edge may pass behind it. */
export function Foot({ tone, children }: Props) {
  return (
    <span className={classes["foot"]} data-tone={tone}>
      {children}
    </span>
  );
}
