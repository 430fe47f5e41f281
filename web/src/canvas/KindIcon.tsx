import classes from "./KindIcon.module.css";
import { kindIcon } from "./kind-icons.ts";

interface Props {
  kind: string;
  group: string | undefined;
}

/** A kind's sign in its group's colour. Says nothing to screen readers: the name stands beside it. */
export function KindIcon({ kind, group }: Props) {
  return (
    <span className={classes["tile"]} data-group={group} aria-hidden>
      {kindIcon(kind, group)}
    </span>
  );
}
