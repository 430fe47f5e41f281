import { Group } from "@mantine/core";
import { ContactName } from "../../ui/ContactName.tsx";
import { FilterPill } from "../../ui/FilterPill.tsx";
import { FilterSelect } from "../../ui/FilterSelect.tsx";
import { SearchField } from "../../ui/SearchField.tsx";
import { outcomeNames } from "./outcomes.ts";
import { TimeRangeFilter } from "./TimeRangeFilter.tsx";
import { TypeFilter } from "./TypeFilter.tsx";
import { t } from "../../i18n/i18n.ts";

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
    <Group gap="xs" mb="sm" role="search" aria-label={t("events:filter.label")}>
      <SearchField
        label={t("events:filter.find")}
        placeholder={t("events:filter.findWhat")}
        value={key}
        onChange={(next) => onChange({ key: next })}
      />
      <TypeFilter value={typeKey} onChange={(next) => onChange({ typeKey: next })} />
      <FilterSelect
        label={t("events:filter.outcome")}
        any={t("events:filter.anyOutcome")}
        options={outcomeNames()}
        value={outcome}
        onChange={(next) => onChange({ outcome: next })}
      />
      <TimeRangeFilter range={{ from, to }} onChange={onChange} />
      {contactId !== undefined && (
        <FilterPill
          by={t("events:filter.byContact")}
          onRemove={() => onChange({ contactId: undefined })}
        >
          <ContactName id={contactId} />
        </FilterPill>
      )}
      {workflowId !== undefined && (
        <FilterPill
          by={t("events:filter.byWorkflow")}
          onRemove={() => onChange({ workflowId: undefined })}
        >
          {t("events:filter.oneWorkflow")}
        </FilterPill>
      )}
    </Group>
  );
}
