import { Select } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { eventTypesFoundQuery } from "../../api/event-types.ts";

interface Props {
  value: string | undefined;
  onChange(key: string | undefined): void;
}

/** One event type by its key, searched on the server; one that was deleted can still stand there. */
export function TypeFilter({ value, onChange }: Props) {
  const [text, setText] = useState("");
  const [search] = useDebouncedValue(text === value ? "" : text.trim(), 200);
  const { data = [] } = useQuery({
    ...eventTypesFoundQuery(search),
    placeholderData: keepPreviousData,
  });
  const keys = data.map(({ key }) => key);
  const names = new Map(data.map(({ key, name }) => [key, name]));
  return (
    <Select
      size="sm"
      aria-label="Event type"
      placeholder="Any event type"
      style={{ flex: "1 1 180px", minWidth: 160 }}
      searchable
      clearable
      clearButtonProps={{ "aria-label": "Any event type" }}
      data={value === undefined || keys.includes(value) ? keys : [value, ...keys]}
      // The server has searched.
      filter={({ options }) => options}
      renderOption={({ option }) => (
        <span style={{ overflowWrap: "anywhere" }}>
          {names.get(option.value) ?? option.value}
          {names.get(option.value) !== option.value && <code> {option.value}</code>}
        </span>
      )}
      nothingFoundMessage="No event type has this in its key or name"
      value={value ?? null}
      searchValue={text}
      onSearchChange={setText}
      onChange={(key) => onChange(key ?? undefined)}
    />
  );
}
