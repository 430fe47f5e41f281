import { Box, Group } from "@mantine/core";
import { WorkflowPicker } from "../../forms/pickers/WorkflowPicker.tsx";
import { t } from "../../i18n/i18n.ts";
import { ContactName } from "../../ui/ContactName.tsx";
import { FilterPill } from "../../ui/FilterPill.tsx";
import { FilterSelect } from "../../ui/FilterSelect.tsx";
import { SearchField } from "../../ui/SearchField.tsx";
import { TimeRangeFilter } from "../events/TimeRangeFilter.tsx";
import type { MessageFilter } from "./message-query.ts";
import { channelNames, channelWord, kindWord, ownStates, stateWord } from "./words.ts";

interface Props {
  filter: MessageFilter;
  onChange(change: Partial<MessageFilter>): void;
}

const named = (names: readonly string[], wordOf: (name: string) => string) =>
  Object.fromEntries(names.map((name) => [name, wordOf(name)]));

export function MessageFilters({ filter, onChange }: Props) {
  const { search, state, channel, workflowId, contactId, kind, test, from, to } = filter;
  return (
    <>
      <Group gap="xs" mb="sm" role="search" aria-label={t("messages:filter")}>
        <SearchField
          label={t("messages:find")}
          placeholder={t("messages:findHint")}
          value={search}
          onChange={(next) => onChange({ search: next })}
        />
        <Box flex="1 1 200px" maw={280}>
          <WorkflowPicker
            label={t("messages:workflow")}
            isLabelHidden
            size="sm"
            clearable
            placeholder={t("messages:anyWorkflow")}
            value={workflowId ?? ""}
            onChange={(next) => onChange({ workflowId: next || undefined })}
          />
        </Box>
        <FilterSelect
          label={t("messages:stateFilter")}
          any={t("messages:anyState")}
          options={named(ownStates, stateWord)}
          value={state}
          onChange={(next) => onChange({ state: next })}
        />
        <FilterSelect
          label={t("messages:channel")}
          any={t("messages:anyChannel")}
          options={named(channelNames, channelWord)}
          value={channel}
          onChange={(next) => onChange({ channel: next })}
        />
        <FilterSelect
          label={t("messages:kindFilter")}
          any={t("messages:anyKind")}
          options={{ marketing: kindWord(false), transactional: kindWord(true) }}
          value={kind}
          onChange={(next) => onChange({ kind: next })}
        />
        <FilterSelect
          label={t("messages:testFilter")}
          any={t("messages:anyTest")}
          options={{ false: t("messages:test.real"), true: t("messages:test.test") }}
          value={test}
          onChange={(next) => onChange({ test: next })}
        />
        <TimeRangeFilter what={t("messages:queued")} range={{ from, to }} onChange={onChange} />
      </Group>
      {contactId !== undefined && (
        <Group mb="sm">
          <FilterPill
            by={t("messages:ofContact")}
            onRemove={() => onChange({ contactId: undefined })}
          >
            <ContactName id={contactId} />
          </FilterPill>
        </Group>
      )}
    </>
  );
}
