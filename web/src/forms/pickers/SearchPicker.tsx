import { Combobox, InputBase, useCombobox } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect, useEffectEvent, useRef, useState } from "react";
import { notifyFailure } from "../../ui/notify.ts";
import type { Option, PickerProps } from "./option.ts";
import { PickerButton } from "./PickerButton.tsx";
import { PickerOptions } from "./PickerOptions.tsx";
import { t } from "../../i18n/i18n.ts";

interface Props extends PickerProps {
  /** What it is called in caches; with what narrows the search. */
  name: readonly unknown[];
  /** How the value reads; by default as it is. */
  displayName?: string;
  search(text: string, signal: AbortSignal): Promise<Option[]>;
  /** Makes what was typed, where that is allowed. */
  creation?: { label(text: string): string; create(text: string): Promise<Option> };
  /** What to do when there is nothing. */
  empty?: string;
}

const createOption = "\u0000create";

/** A choice among what the server has: type to search, arrows and Enter to choose. */
export function SearchPicker(props: Props) {
  const {
    value,
    onChange,
    label,
    readOnly = false,
    displayName = value,
    creation,
    clearable = false,
  } = props;
  const [text, setText] = useState<string | null>(null);
  const [searched] = useDebouncedValue((text ?? "").trim(), 200);
  const [isCreating, setCreating] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() });
  const results = useQuery({
    queryKey: ["pick", ...props.name, searched],
    queryFn: ({ signal }) => props.search(searched, signal),
    enabled: combobox.dropdownOpened,
    placeholderData: keepPreviousData,
    staleTime: 10_000,
  });
  const isThere = results.data?.some((option) => option.value === searched) ?? true;
  const canCreate = creation !== undefined && searched !== "" && !isThere;

  const typed = text?.trim() ?? "";
  // What was found for less than what is typed by now.
  const isBehind = typed !== searched || results.isFetching || results.isPlaceholderData;
  // Enter takes the first, as soon as it is known; it never makes what is not there.
  const isAwaited = useRef(false);
  const leave = () => {
    isAwaited.current = false;
    setText(null);
    combobox.closeDropdown();
  };
  const pick = (option: Option) => {
    onChange(option.value, option.id);
    leave();
  };
  const take = useEffectEvent((isKnown: boolean, options: readonly Option[], sought: string) => {
    const first = nearest(options, sought);
    if (!isKnown || sought === "" || first === undefined) return combobox.resetSelectedOption();
    if (isAwaited.current) return pick(first);
    combobox.selectOption(options.indexOf(first));
  });
  useEffect(() => {
    take(!isBehind, results.data ?? [], typed);
    if (!isBehind) isAwaited.current = false;
  }, [isBehind, results.data, typed]);

  const submit = (chosen: string) => {
    const option = results.data?.find((one) => one.value === chosen);
    if (option !== undefined) return pick(option);
    if (chosen !== createOption || creation === undefined) return;
    setCreating(true);
    creation
      .create(searched)
      .then(pick, notifyFailure(t("inputs:notCreated", { name: searched })))
      .finally(() => setCreating(false));
  };

  return (
    <Combobox store={combobox} onOptionSubmit={submit} withinPortal>
      <Combobox.Target>
        <InputBase
          ref={input}
          {...(props.isLabelHidden
            ? { "aria-label": label }
            : { label, description: props.description })}
          error={props.error}
          required={props.required}
          size={props.size}
          readOnly={readOnly}
          disabled={isCreating}
          placeholder={props.placeholder ?? t("inputs:search")}
          autoComplete="off"
          value={text ?? displayName}
          rightSection={
            readOnly ? null : (
              <PickerButton
                label={label}
                canClear={clearable && value !== ""}
                isLoading={isCreating || results.isFetching}
                onClear={() => onChange("")}
              />
            )
          }
          rightSectionPointerEvents={clearable && value !== "" ? "all" : "none"}
          onFocus={({ currentTarget }) => currentTarget.select()}
          onClick={() => !readOnly && combobox.openDropdown()}
          onBlur={leave}
          onKeyDown={(event) => {
            if (event.key === "Escape") setText(null);
            if (event.key !== "Enter" || text === null) return;
            // A form around it is not what is meant while somebody searches.
            event.preventDefault();
            isAwaited.current = isBehind;
          }}
          onChange={({ currentTarget }) => {
            isAwaited.current = false;
            setText(currentTarget.value);
            combobox.openDropdown();
          }}
        />
      </Combobox.Target>
      <Combobox.Dropdown hidden={readOnly} miw={260}>
        <PickerOptions
          options={results.data}
          error={results.error}
          chosen={value}
          empty={canCreate ? undefined : (props.empty ?? t("inputs:noneFound"))}
          create={canCreate ? { value: createOption, label: creation.label(searched) } : undefined}
        />
      </Combobox.Dropdown>
    </Combobox>
  );
}

/** What is called as was typed, else the first. */
function nearest(options: readonly Option[], typed: string): Option | undefined {
  const lower = typed.toLowerCase();
  const isSame = ({ value, label }: Option) =>
    value.toLowerCase() === lower || label.toLowerCase() === lower;
  return options.find(isSame) ?? options[0];
}
