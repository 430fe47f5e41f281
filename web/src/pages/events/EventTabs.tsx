import { SegmentedControl } from "@mantine/core";
import { errorsWord } from "./outcomes.ts";

interface Props {
  outcome: string | undefined;
  onChange(outcome: string | undefined): void;
}

const tabs = [
  { value: "all", label: "All events" },
  { value: errorsWord, label: "With errors" },
];

/** All, or those that started nothing because of a fault: no contact, no segment, a loop. */
export function EventTabs({ outcome, onChange }: Props) {
  return (
    <SegmentedControl
      size="sm"
      aria-label="Which events"
      data={tabs}
      value={outcome === errorsWord ? errorsWord : "all"}
      onChange={(tab) => onChange(tab === errorsWord ? tab : undefined)}
    />
  );
}
