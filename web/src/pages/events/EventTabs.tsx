import { SegmentedControl } from "@mantine/core";
import { errorsFilter } from "./outcomes.ts";

interface Props {
  outcome: string | undefined;
  onChange(outcome: string | undefined): void;
}

const tabs = [
  { value: "all", label: "All events" },
  { value: errorsFilter, label: "With errors" },
];

/** All events, or those that started nothing because of an error: no contact, no segment, a loop. */
export function EventTabs({ outcome, onChange }: Props) {
  return (
    <SegmentedControl
      size="sm"
      aria-label="Which events"
      data={tabs}
      value={outcome === errorsFilter ? errorsFilter : "all"}
      onChange={(tab) => onChange(tab === errorsFilter ? tab : undefined)}
    />
  );
}
