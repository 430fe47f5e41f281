import { Combobox, InputBase, useCombobox } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { tellFailure } from "../../ui/notify.ts";
import type { Option, PickerProps } from "./option.ts";
import { PickerButton } from "./PickerButton.tsx";
import { PickerOptions } from "./PickerOptions.tsx";

interface Props extends PickerProps {
  /** What it is called in caches; with what narrows the search. */
  name: readonly unknown[];
  /** How the value reads; by default as it is. */
  shown?: string;
  search(text: string, signal: AbortSignal): Promise<Option[]>;
  /** Makes what was typed, where that is allowed. */
  create?: { words(text: string): string; make(text: string): Promise<Option> };
  /** What to do when there is nothing. */
  empty?: string;
}

const creates = "\u0000create";

/** A choice among what the server has: type to search, arrows and Enter to choose. */
export function SearchPicker(props: Props) {
  const {
    value,
    onChange,
    label,
    readOnly = false,
    shown = value,
    create,
    clearable = false,
  } = props;
  const [text, setText] = useState<string | null>(null);
  const [wanted] = useDebouncedValue((text ?? "").trim(), 200);
  const [isMaking, setMaking] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() });
  const found = useQuery({
    queryKey: ["pick", ...props.name, wanted],
    queryFn: ({ signal }) => props.search(wanted, signal),
    enabled: combobox.dropdownOpened,
    placeholderData: keepPreviousData,
    staleTime: 10_000,
  });
  const isThere = found.data?.some((option) => option.value === wanted) ?? true;
  const canMake = create !== undefined && wanted !== "" && !isThere;

  const leave = () => {
    setText(null);
    combobox.closeDropdown();
  };
  const pick = (option: Option) => {
    onChange(option.value, option.id);
    leave();
  };
  const submit = (chosen: string) => {
    const option = found.data?.find((one) => one.value === chosen);
    if (option !== undefined) return pick(option);
    if (chosen !== creates || create === undefined) return;
    setMaking(true);
    create
      .make(wanted)
      .then(pick, tellFailure(`“${wanted}” was not made`))
      .finally(() => setMaking(false));
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
          disabled={isMaking}
          placeholder={props.placeholder ?? "Search"}
          autoComplete="off"
          value={text ?? shown}
          rightSection={
            readOnly ? null : (
              <PickerButton
                label={label}
                canClear={clearable && value !== ""}
                isLoading={isMaking || found.isFetching}
                onClear={() => onChange("")}
              />
            )
          }
          rightSectionPointerEvents={clearable && value !== "" ? "all" : "none"}
          onFocus={({ currentTarget }) => currentTarget.select()}
          onClick={() => !readOnly && combobox.openDropdown()}
          onBlur={leave}
          onKeyDown={({ key }) => key === "Escape" && setText(null)}
          onChange={({ currentTarget }) => {
            setText(currentTarget.value);
            combobox.openDropdown();
            combobox.updateSelectedOptionIndex();
          }}
        />
      </Combobox.Target>
      <Combobox.Dropdown hidden={readOnly}>
        <PickerOptions
          options={found.data}
          error={found.error}
          chosen={value}
          empty={canMake ? undefined : (props.empty ?? "Nothing was found")}
          create={canMake ? { value: creates, words: create.words(wanted) } : undefined}
        />
      </Combobox.Dropdown>
    </Combobox>
  );
}
