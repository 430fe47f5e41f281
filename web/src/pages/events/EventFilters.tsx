import { Group } from "@mantine/core";
import { ContactName } from "../../ui/ContactName.tsx";
import { FilterPill } from "../../ui/FilterPill.tsx";
import { FilterSelect } from "../../ui/FilterSelect.tsx";
import { SearchField } from "../../ui/SearchField.tsx";
import { outcomeNames } from "./outcomes.ts";
import { TimeRangeFilter } from "./TimeRangeFilter.tsx";
import { TypeFilter } from "./TypeFilter.tsx";

export interface EventFilter {
  typeKey?: string;
  outcome?: string;
  key?: string;
  from?: string;
  to?: string;
  contactId?: string;
  workflowId?: string;
}

interface Props {
  filter: EventFilter;
  onChange(change: Partial<EventFilter>): void;
}

export function EventFilters({ filter, onChange }: Props) {
  const { typeKey, outcome, key, from, to, contactId, workflowId } = filter;
  return (
    <Group gap="xs" mb="sm" role="search" aria-label="Filter events">
      <SearchField
        label="Find by event key or contact"
        placeholder="Event key or contact"
        value={key}
        onChange={(next) => onChange({ key: next })}
      />
      <TypeFilter value={typeKey} onChange={(next) => onChange({ typeKey: next })} />
      <FilterSelect
        label="Outcome"
        any="Any outcome"
        options={outcomeNames}
        value={outcome}
        onChange={(next) => onChange({ outcome: next })}
      />
      <TimeRangeFilter range={{ from, to }} onChange={onChange} />
      {contactId !== undefined && (
        <FilterPill by="contact" onRemove={() => onChange({ contactId: undefined })}>
          <ContactName id={contactId} />
        </FilterPill>
      )}
      {workflowId !== undefined && (
        <FilterPill by="workflow" onRemove={() => onChange({ workflowId: undefined })}>
          One workflow
        </FilterPill>
      )}
    </Group>
  );
}
