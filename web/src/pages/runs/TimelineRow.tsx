import type { ReactNode } from "react";
import type { Run } from "../../api/runs.ts";
import type { Kinds } from "../../canvas/graph.ts";
import { Time } from "../../ui/Time.tsx";
import classes from "./Timeline.module.css";
import { t } from "../../i18n/i18n.ts";

/** What every entry of a timeline may need. */
export interface TimelineProps {
  run: Run;
  kinds: Kinds;
  names: ReadonlyMap<string, string>;
  /** The block that is selected. */
  block: string | undefined;
  onBlock(block: string): void;
  onMessage(id: string): void;
}

interface Props {
  /** Null: now. */
  at: string | null;
  title: ReactNode;
  icon?: ReactNode;
  tone?: "bad" | "busy" | "wait" | undefined;
  isSelected?: boolean;
  children?: ReactNode;
}

export function TimelineRow({ at, title, icon, tone, isSelected, children }: Props) {
  return (
    <li className={classes["row"]} data-tone={tone} data-selected={isSelected}>
      <span className={classes["sign"]} aria-hidden>
        {icon ?? <span className={classes["dot"]} />}
      </span>
      <div className={classes["what"]}>
        <div className={classes["head"]}>
          <span className={classes["title"]}>{title}</span>
          <span className={classes["at"]}>
            {at === null ? t("runs:timeline.now") : <Time at={at} />}
          </span>
        </div>
        {children}
      </div>
    </li>
  );
}
