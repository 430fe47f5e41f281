import { Autocomplete } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import type { KeyboardEvent } from "react";
import { eventTypesFoundQuery } from "../../api/event-types.ts";
import { keyError } from "../event-types/event-type-key.ts";
import { t } from "../../i18n/i18n.ts";

interface Props {
  value: string;
  onChange(key: string): void;
}

/** A key of an event type: one that is there, or a new one. */
export function TypeKeyField({ value, onChange }: Props) {
  const [search] = useDebouncedValue(value.trim(), 200);
  const { data = [], isFetching } = useQuery(eventTypesFoundQuery(search));
  const isBehind = isFetching || search !== value.trim();
  // The server searches: what was found for less than what is typed is not what Enter means.
  const takeFirst = (event: KeyboardEvent<HTMLInputElement>) => {
    const isChosen = event.currentTarget.hasAttribute("aria-activedescendant");
    if (event.key !== "Enter" || value.trim() === "" || isChosen) return;
    const [first] = data;
    const isWhole = data.some(({ key }) => key === value.trim());
    if (!isBehind && (isWhole || first === undefined)) return;
    event.preventDefault();
    if (!isBehind && first !== undefined) onChange(first.key);
  };
  return (
    <Autocomplete
      label={t("events:fact.type")}
      description={t("events:test.typeHint")}
      placeholder="orderPaid"
      required
      data-autofocus
      openOnFocus={false}
      spellCheck={false}
      autoCapitalize="none"
      data={[...new Set(data.map(({ key }) => key))]}
      filter={({ options }) => options}
      selectFirstOptionOnChange={false}
      value={value}
      error={value === "" ? undefined : keyError(value)}
      onChange={onChange}
      onKeyDown={takeFirst}
    />
  );
}
