import { SegmentedControl, Select, Stack, TextInput } from "@mantine/core";
import type { Range } from "../../../events/time-range.ts";
import { boundsOf, localText, rangeName } from "../../../events/time-range.ts";
import { useVersions } from "../../versions/use-versions.ts";
import type { Period } from "./use-statistics.ts";

interface Props {
  workflowId: string;
  period: Period;
  onChange(change: Partial<Period>): void;
}

const ranges = [
  { value: "24h", label: "24 h" },
  { value: "7d", label: "7 days" },
  { value: "30d", label: "30 days" },
  { value: "custom", label: "Custom" },
];

export function PeriodControls({ workflowId, period, onChange }: Props) {
  const { items = [], hasNextPage, fetchNextPage } = useVersions(workflowId);
  const versions = items.map(({ number, current }) => ({
    value: String(number),
    label: `Version ${number}${current ? " (current)" : ""}`,
  }));
  const choose = (next: string) =>
    onChange(
      next === "custom"
        ? // From the range that was shown, so that it can be moved a little.
          { ...boundsOf(period, Date.now()), to: new Date().toISOString() }
        : { from: next, to: undefined },
    );
  return (
    <Stack gap="xs">
      <SegmentedControl
        size="xs"
        fullWidth
        aria-label="Period"
        data={ranges}
        value={rangeName(period) ?? "30d"}
        onChange={choose}
      />
      {rangeName(period) === "custom" && (
        <>
          <Bound which="from" label="Launched from" period={period} onChange={onChange} />
          <Bound which="to" label="Launched before" period={period} onChange={onChange} />
        </>
      )}
      <Select
        size="xs"
        label="Version"
        data={[{ value: "all", label: "All versions" }, ...versions]}
        value={period.version ?? "all"}
        allowDeselect={false}
        onDropdownOpen={() => hasNextPage && void fetchNextPage()}
        onChange={(version) =>
          onChange({ version: version === null || version === "all" ? undefined : version })
        }
      />
    </Stack>
  );
}

interface BoundProps {
  which: keyof Range;
  label: string;
  period: Period;
  onChange(change: Partial<Period>): void;
}

function Bound({ which, label, period, onChange }: BoundProps) {
  return (
    <TextInput
      size="xs"
      type="datetime-local"
      label={label}
      value={localText(period[which])}
      onChange={({ currentTarget: { value } }) => {
        if (value !== "") onChange({ [which]: new Date(value).toISOString() });
      }}
    />
  );
}
