import { Group } from "@mantine/core";
import { eventCategories } from "../../../../src/contract/event-categories.ts";
import { sourceNames } from "../../api/event-types.ts";
import { FilterSelect } from "../../ui/FilterSelect.tsx";
import { SearchField } from "../../ui/SearchField.tsx";

export interface EventTypeFilter {
  search?: string;
  category?: string;
  source?: string;
  dependency?: string;
  sort?: string;
}

const dependencies = {
  start: "Starts a workflow",
  stop: "Stops a workflow",
  none: "No dependencies",
};

interface Props {
  filter: EventTypeFilter;
  onChange(change: Partial<EventTypeFilter>): void;
}

export function EventTypeFilters({ filter, onChange }: Props) {
  return (
    <Group gap="xs" mb="sm" role="search" aria-label="Filter event types">
      <SearchField
        label="Search by name or key"
        placeholder="Search by name or key"
        value={filter.search}
        onChange={(search) => onChange({ search })}
      />
      <FilterSelect
        label="Dependency"
        any="Any dependency"
        options={dependencies}
        value={filter.dependency}
        onChange={(dependency) => onChange({ dependency })}
      />
      <FilterSelect
        label="Category"
        any="Any category"
        options={eventCategories}
        value={filter.category}
        onChange={(category) => onChange({ category })}
      />
      <FilterSelect
        label="Source"
        any="Any source"
        options={sourceNames}
        value={filter.source}
        onChange={(source) => onChange({ source })}
      />
      <FilterSelect
        label="Order"
        any="By key"
        options={{ lastEventAt: "Last seen first" }}
        value={filter.sort}
        onChange={(sort) => onChange({ sort })}
      />
    </Group>
  );
}
