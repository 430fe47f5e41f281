import type { VersionItem } from "../../../api/workflows.ts";
import { StatusBadge } from "../../../ui/StatusBadge.tsx";
import { Time } from "../../../ui/Time.tsx";
import classes from "./Versions.module.css";

interface Props {
  version: VersionItem;
  isChosen: boolean;
  onChoose(): void;
}

export function VersionButton({ version, isChosen, onChoose }: Props) {
  return (
    <li>
      <button
        type="button"
        className={classes["version"]}
        aria-pressed={isChosen}
        onClick={onChoose}
      >
        Version {version.number}
        {version.current && <StatusBadge value="active" label="Current" />}
        <span className={classes["when"]}>
          <Time at={version.publishedAt} />
        </span>
      </button>
    </li>
  );
}
