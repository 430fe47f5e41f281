import { Group } from "@mantine/core";
import { FilterSelect } from "../../ui/FilterSelect.tsx";
import { SearchField } from "../../ui/SearchField.tsx";
import { categoryNames, sourceNames } from "./names.ts";
import { t } from "../../i18n/i18n.ts";

export interface EventTypeFilter {
  search?: string;
  category?: string;
  source?: string;
  dependency?: string;
  sort?: string;
}

const dependencies = () => ({
  start: t("event-types:filter.start"),
  stop: t("event-types:filter.stop"),
  none: t("event-types:filter.none"),
});

interface Props {
  filter: EventTypeFilter;
  onChange(change: Partial<EventTypeFilter>): void;
}

export function EventTypeFilters({ filter, onChange }: Props) {
  return (
    <Group gap="xs" mb="sm" role="search" aria-label={t("event-types:filter.label")}>
      <SearchField
        label={t("event-types:filter.search")}
        placeholder={t("event-types:filter.search")}
        value={filter.search}
        onChange={(search) => onChange({ search })}
      />
      <FilterSelect
        label={t("event-types:filter.dependency")}
        any={t("event-types:filter.anyDependency")}
        options={dependencies()}
        value={filter.dependency}
        onChange={(dependency) => onChange({ dependency })}
      />
      <FilterSelect
        label={t("event-types:field.category")}
        any={t("event-types:filter.anyCategory")}
        options={categoryNames()}
        value={filter.category}
        onChange={(category) => onChange({ category })}
      />
      <FilterSelect
        label={t("event-types:field.source")}
        any={t("event-types:filter.anySource")}
        options={sourceNames()}
        value={filter.source}
        onChange={(source) => onChange({ source })}
      />
      <FilterSelect
        label={t("event-types:filter.order")}
        any={t("event-types:filter.byKey")}
        options={{ lastEventAt: t("event-types:filter.lastSeen") }}
        value={filter.sort}
        onChange={(sort) => onChange({ sort })}
      />
    </Group>
  );
}
