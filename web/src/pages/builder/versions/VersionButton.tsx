import type { VersionItem } from "../../../api/workflows.ts";
import { t } from "../../../i18n/i18n.ts";
import { formatNumber } from "../../../ui/format-number.ts";
import { StatusBadge } from "../../../ui/StatusBadge.tsx";
import { ByWhom } from "./ByWhom.tsx";
import { versionChanges } from "./version-changes.ts";
import classes from "./Versions.module.css";

interface Props {
  version: VersionItem;
  isChosen: boolean;
  onChoose(): void;
}

/** A version: what it changed, and who published it. */
export function VersionButton({ version, isChosen, onChoose }: Props) {
  const current = "active";
  return (
    <li>
      <button
        type="button"
        className={classes["version"]}
        aria-pressed={isChosen}
        onClick={onChoose}
      >
        <span className={classes["number"]}>
          {t("workflow-history:history.version", { number: formatNumber(version.number) })}
          {version.current && (
            <StatusBadge value={current} label={t("workflow-history:history.current")} />
          )}
        </span>
        {versionChanges(version).map((line) => (
          <span key={line}>{line}</span>
        ))}
        <ByWhom actor={version.publishedBy} at={version.publishedAt} />
      </button>
    </li>
  );
}
