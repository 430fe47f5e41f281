import { SegmentedControl, Select, Stack, TextInput } from "@mantine/core";
import type { Range } from "../../../events/time-range.ts";
import { boundsOf, localText, rangeName } from "../../../events/time-range.ts";
import { useVersions } from "../../versions/use-versions.ts";
import { t } from "../../../../i18n/i18n.ts";
import type { Period } from "./use-statistics.ts";

interface Props {
  workflowId: string;
  period: Period;
  onChange(change: Partial<Period>): void;
}

const ranges = ["24h", "7d", "30d", "custom"] as const;

export function PeriodControls({ workflowId, period, onChange }: Props) {
  const { items = [], hasNextPage, fetchNextPage } = useVersions(workflowId);
  const versions = items.map(({ number, current }) => ({
    value: String(number),
    label: t(current ? "builder:versions.current" : "builder:versions.one", { number }),
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
        aria-label={t("builder-statistics:period.label")}
        data={ranges.map((value) => ({ value, label: t(`builder-statistics:period.${value}`) }))}
        value={rangeName(period) ?? "30d"}
        onChange={choose}
      />
      {rangeName(period) === "custom" && (
        <>
          <Bound which="from" period={period} onChange={onChange} />
          <Bound which="to" period={period} onChange={onChange} />
        </>
      )}
      <Select
        size="xs"
        label={t("builder-statistics:period.version")}
        data={[{ value: "all", label: t("builder-statistics:period.all") }, ...versions]}
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
  period: Period;
  onChange(change: Partial<Period>): void;
}

function Bound({ which, period, onChange }: BoundProps) {
  return (
    <TextInput
      size="xs"
      type="datetime-local"
      label={t(`builder-statistics:period.${which}`)}
      value={localText(period[which])}
      onChange={({ currentTarget: { value } }) => {
        if (value !== "") onChange({ [which]: new Date(value).toISOString() });
      }}
    />
  );
}
