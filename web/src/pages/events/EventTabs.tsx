import { SegmentedControl } from "@mantine/core";
import { errorsFilter } from "./event-query.ts";
import { t } from "../../i18n/i18n.ts";

interface Props {
  outcome: string | undefined;
  onChange(outcome: string | undefined): void;
}

/** All events, or those that started nothing because of an error: no contact, no segment, a loop. */
export function EventTabs({ outcome, onChange }: Props) {
  const tabs = [
    { value: "all", label: t("events:tabs.all") },
    { value: errorsFilter, label: t("events:tabs.errors") },
  ];
  return (
    <SegmentedControl
      size="sm"
      aria-label={t("events:tabs.label")}
      data={tabs}
      value={outcome === errorsFilter ? errorsFilter : "all"}
      onChange={(tab) => onChange(tab === errorsFilter ? tab : undefined)}
    />
  );
}
