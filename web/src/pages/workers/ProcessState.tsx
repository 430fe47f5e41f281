import { t } from "../../i18n/i18n.ts";
import { StatusBadge } from "../../ui/StatusBadge.tsx";

/** Whether a process has given a sign of life lately, and whether it goes on. */
export function ProcessState({ alive, draining }: { alive: boolean; draining: boolean }) {
  if (!alive) return <StatusBadge value="error" label={t("workers:state.silent")} />;
  return draining ? (
    <StatusBadge value="paused" label={t("workers:state.draining")} />
  ) : (
    <StatusBadge value="active" label={t("workers:state.alive")} />
  );
}
