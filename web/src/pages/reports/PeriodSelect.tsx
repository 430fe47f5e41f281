import { Group, Select, TextInput } from "@mantine/core";
import { t } from "../../i18n/i18n.ts";
import { useVersions } from "../builder/versions/use-versions.ts";
import { boundsOf, localText, rangeName } from "../events/time-range.ts";
import type { Shown } from "./shown.ts";
import { rangeOf } from "./period.ts";

const ranges = ["24h", "7d", "30d", "90d", "custom"] as const;
const spans = ["8", "12", "26", "52"] as const;
const narrow = { flex: "1 1 150px", maxWidth: 220 };

/** Over which time a report is, of which version. Cohorts are counted by whole weeks. */
export function PeriodSelect({ workflow, search, set, tab }: Shown & { tab: string }) {
  if (tab === "cohorts") {
    return (
      <Select
        mb="md"
        style={narrow}
        label={t("reports:weeks.label")}
        allowDeselect={false}
        data={spans.map((value) => ({
          value,
          label: t("reports:weeks.last", { count: Number(value) }),
        }))}
        value={search.weeks ?? "12"}
        onChange={(weeks) => set({ weeks: weeks ?? undefined })}
      />
    );
  }
  const range = rangeOf(search);
  const name = rangeName(range) ?? "30d";
  const choose = (next: string | null) =>
    set(
      next === "custom"
        ? // From the range that was shown, so that it can be moved a little.
          { ...boundsOf(range, Date.now()), to: new Date().toISOString() }
        : { from: next ?? undefined, to: undefined },
    );
  return (
    <Group mb="md" gap="sm" align="flex-end">
      <Select
        style={narrow}
        label={t("reports:period.label")}
        allowDeselect={false}
        data={ranges.map((value) => ({ value, label: t(`reports:period.${value}`) }))}
        value={name}
        onChange={choose}
      />
      {name === "custom" &&
        (["from", "to"] as const).map((which) => (
          <TextInput
            key={which}
            style={narrow}
            type="datetime-local"
            label={t(`reports:period.bounds.${which}`)}
            value={localText(range[which])}
            onChange={({ currentTarget: { value } }) => {
              if (value !== "") set(moved(boundsOf(range, Date.now()), which, value));
            }}
          />
        ))}
      {(tab === "funnel" || tab === "messages") && (
        <VersionSelect
          workflowId={workflow.id}
          version={search.version}
          onChange={(version) => set({ version })}
        />
      )}
    </Group>
  );
}

/** One end of a period moved; where it would pass the other, the whole period goes along. */
function moved(
  { from, to }: { from?: string; to?: string },
  which: "from" | "to",
  value: string,
): { from: string; to: string } {
  const at = Date.parse(value);
  const until = to === undefined ? Date.now() : Date.parse(to);
  const since = from === undefined ? until - 30 * 86_400_000 : Date.parse(from);
  const length = Math.max(60_000, until - since);
  const [begin, end] =
    which === "from"
      ? [at, at < until ? until : at + length]
      : [at > since ? since : at - length, at];
  return { from: new Date(begin).toISOString(), to: new Date(end).toISOString() };
}

interface VersionProps {
  workflowId: string;
  version: string | undefined;
  onChange(version: string | undefined): void;
}

function VersionSelect({ workflowId, version, onChange }: VersionProps) {
  const { items = [], hasNextPage, fetchNextPage } = useVersions(workflowId);
  const versions = items.map(({ number, current }) => ({
    value: String(number),
    label: t(current ? "reports:version.current" : "reports:version.one", { number }),
  }));
  return (
    <Select
      style={narrow}
      label={t("reports:version.label")}
      allowDeselect={false}
      data={[{ value: "all", label: t("reports:version.all") }, ...versions]}
      value={version ?? "all"}
      onDropdownOpen={() => hasNextPage && void fetchNextPage()}
      onChange={(chosen) => onChange(chosen === null || chosen === "all" ? undefined : chosen)}
    />
  );
}
