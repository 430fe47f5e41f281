import { Group, TextInput } from "@mantine/core";
import { SegmentPicker } from "../../forms/pickers/SegmentPicker.tsx";
import { TopicPicker } from "../../forms/pickers/TopicPicker.tsx";
import { t } from "../../i18n/i18n.ts";
import { FilterSelect } from "../../ui/FilterSelect.tsx";
import { SearchField } from "../../ui/SearchField.tsx";

export interface ContactFilter {
  search?: string | undefined;
  segment?: string | undefined;
  topic?: string | undefined;
  has?: string | undefined;
  reachable?: string | undefined;
  createdFrom?: string | undefined;
  createdTo?: string | undefined;
}

interface Props {
  filter: ContactFilter;
  onChange(change: ContactFilter): void;
}

export function ContactFilters({ filter, onChange }: Props) {
  const has = {
    email: t("contacts:filter.hasEmail"),
    phone: t("contacts:filter.hasPhone"),
    push: t("contacts:filter.hasPush"),
  };
  const reachable = {
    true: t("contacts:filter.reachable"),
    false: t("contacts:filter.unreachable"),
  };
  return (
    <Group gap="xs" mb="md" align="flex-end">
      <SearchField
        label={t("contacts:filter.search")}
        placeholder={t("contacts:filter.searchHint")}
        value={filter.search}
        onChange={(search) => onChange({ search })}
      />
      <SegmentPicker
        label={t("contacts:filter.segment")}
        placeholder={t("contacts:filter.segment")}
        isLabelHidden
        clearable
        canCreate={false}
        size="sm"
        value={filter.segment ?? ""}
        onChange={(segment) => onChange({ segment: segment || undefined })}
      />
      <TopicPicker
        label={t("contacts:filter.topic")}
        placeholder={t("contacts:filter.topic")}
        isLabelHidden
        clearable
        size="sm"
        value={filter.topic ?? ""}
        onChange={(topic) => onChange({ topic: topic || undefined })}
      />
      <FilterSelect
        label={t("contacts:filter.has")}
        any={t("contacts:filter.anyAddress")}
        options={has}
        value={filter.has}
        onChange={(chosen) => onChange({ has: chosen })}
      />
      <FilterSelect
        label={t("contacts:filter.marketing")}
        any={t("contacts:filter.anyConsent")}
        options={reachable}
        value={filter.reachable}
        onChange={(chosen) => onChange({ reachable: chosen })}
      />
      <DayInput
        label={t("contacts:filter.from")}
        value={filter.createdFrom}
        onChange={(createdFrom) => onChange({ createdFrom })}
      />
      <DayInput
        label={t("contacts:filter.to")}
        value={filter.createdTo}
        onChange={(createdTo) => onChange({ createdTo })}
      />
    </Group>
  );
}

interface DayProps {
  label: string;
  /** The instant at which the day begins here. */
  value: string | undefined;
  onChange(value: string | undefined): void;
}

function DayInput({ label, value, onChange }: DayProps) {
  return (
    <TextInput
      type="date"
      size="sm"
      label={label}
      value={value === undefined ? "" : dayOf(value)}
      onChange={({ currentTarget }) =>
        onChange(currentTarget.value === "" ? undefined : startOf(currentTarget.value))
      }
    />
  );
}

function dayOf(instant: string): string {
  const at = new Date(instant);
  if (Number.isNaN(at.getTime())) return "";
  const two = (part: number) => String(part).padStart(2, "0");
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
}

function startOf(day: string): string | undefined {
  const at = new Date(`${day}T00:00:00`);
  return Number.isNaN(at.getTime()) ? undefined : at.toISOString();
}
