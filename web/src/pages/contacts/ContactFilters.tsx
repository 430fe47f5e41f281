import { Box, Group } from "@mantine/core";
import { SegmentPicker } from "../../forms/pickers/SegmentPicker.tsx";
import { TopicPicker } from "../../forms/pickers/TopicPicker.tsx";
import { t } from "../../i18n/i18n.ts";
import { FilterSelect } from "../../ui/FilterSelect.tsx";
import { SearchField } from "../../ui/SearchField.tsx";
import { TimeRangeFilter } from "../events/TimeRangeFilter.tsx";
import classes from "./contacts.module.css";

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
    <Group gap="xs" mb="sm" role="search" aria-label={t("contacts:filter.label")}>
      <Box className={classes["search"]}>
        <SearchField
          label={t("contacts:filter.search")}
          placeholder={t("contacts:filter.searchHint")}
          value={filter.search}
          onChange={(search) => onChange({ search })}
        />
      </Box>
      <Box className={classes["picker"]}>
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
      </Box>
      <Box className={classes["picker"]}>
        <TopicPicker
          label={t("contacts:filter.topic")}
          placeholder={t("contacts:filter.topic")}
          isLabelHidden
          clearable
          size="sm"
          value={filter.topic ?? ""}
          onChange={(topic) => onChange({ topic: topic || undefined })}
        />
      </Box>
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
      <TimeRangeFilter
        what={t("contacts:column.created")}
        range={{ from: filter.createdFrom, to: filter.createdTo }}
        onChange={({ from, to }) => onChange({ createdFrom: from, createdTo: to })}
      />
    </Group>
  );
}
