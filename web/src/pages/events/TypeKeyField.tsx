import { Autocomplete } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { eventTypesFoundQuery } from "../../api/event-types.ts";
import { keyError } from "../event-types/event-type-key.ts";

interface Props {
  value: string;
  onChange(key: string): void;
}

/** A key of an event type: one that is there, or a new one. */
export function TypeKeyField({ value, onChange }: Props) {
  const [search] = useDebouncedValue(value.trim(), 200);
  const { data = [] } = useQuery(eventTypesFoundQuery(search));
  return (
    <Autocomplete
      label="Event type"
      description="Its key. A new one makes a new event type."
      placeholder="orderPaid"
      required
      data-autofocus
      openOnFocus={false}
      spellCheck={false}
      autoCapitalize="none"
      data={[...new Set(data.map(({ key }) => key))]}
      filter={({ options }) => options}
      value={value}
      error={value === "" ? undefined : keyError(value)}
      onChange={onChange}
    />
  );
}
