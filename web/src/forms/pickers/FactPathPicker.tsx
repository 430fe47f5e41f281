import { Combobox, InputBase, ScrollArea, Text, useCombobox } from "@mantine/core";
import { useEffect, useEffectEvent, useState } from "react";
import type { FactGroup } from "../facts/facts.ts";
import { factAt } from "../facts/facts.ts";
import type { PickerProps } from "./option.ts";
import { t } from "../../i18n/i18n.ts";

interface Props extends PickerProps {
  groups: readonly FactGroup[];
}

/** Where a value stands: chosen by its name, or a path typed freely. */
export function FactPathPicker(props: Props) {
  const { value, onChange, label, groups, readOnly = false, isLabelHidden = false } = props;
  const [text, setText] = useState<string | null>(null);
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() });
  const chosen = factAt(groups, value);
  const typed = (text ?? "").trim();
  const matching = matches(groups, typed);
  const isNew = typed !== "" && factAt(groups, typed) === undefined;
  // A path that is known stands before the offer to use what was typed.
  const selectFirst = useEffectEvent((sought: string) => {
    if (sought === "") combobox.resetSelectedOption();
    else combobox.selectFirstOption();
  });
  useEffect(() => {
    selectFirst(typed);
  }, [typed]);
  const leave = () => {
    // A path that was typed whole counts without Enter.
    if (text !== null && /^[a-z]+\.[^\s]/.test(typed)) onChange(typed);
    setText(null);
    combobox.closeDropdown();
  };
  return (
    <Combobox
      store={combobox}
      width={isLabelHidden ? 300 : "target"}
      position="bottom-start"
      onOptionSubmit={(path) => {
        onChange(path);
        setText(null);
        combobox.closeDropdown();
      }}
    >
      <Combobox.Target>
        <InputBase
          {...(isLabelHidden ? { "aria-label": label } : { label, description: props.description })}
          error={props.error}
          required={props.required}
          size={props.size}
          readOnly={readOnly}
          placeholder={props.placeholder ?? t("inputs:field.hint")}
          autoComplete="off"
          rightSection={readOnly ? null : <Combobox.Chevron />}
          rightSectionPointerEvents="none"
          value={text ?? chosen?.label ?? value}
          title={value}
          onFocus={({ currentTarget }) => currentTarget.select()}
          onClick={() => !readOnly && combobox.openDropdown()}
          onBlur={leave}
          onKeyDown={(event) => {
            if (event.key === "Escape") setText(null);
            // A form around it is not what is meant while somebody searches.
            if (event.key === "Enter" && text !== null) event.preventDefault();
          }}
          onChange={({ currentTarget }) => {
            setText(currentTarget.value);
            combobox.openDropdown();
          }}
        />
      </Combobox.Target>
      <Combobox.Dropdown hidden={readOnly}>
        <Combobox.Options>
          <ScrollArea.Autosize mah={300} type="auto">
            {matching.map(({ root, label: name, paths }) => (
              <Combobox.Group key={root} label={name}>
                {paths.map((fact) => (
                  <Combobox.Option key={fact.path} value={fact.path} active={fact.path === value}>
                    <Text size="sm">{fact.label}</Text>
                    {fact.label !== fact.path && (
                      <Text size="xs" ff="monospace">
                        {fact.path}
                      </Text>
                    )}
                  </Combobox.Option>
                ))}
              </Combobox.Group>
            ))}
            {isNew && (
              <Combobox.Option value={typed}>
                {t("inputs:field.use", { path: typed })}
              </Combobox.Option>
            )}
            {matching.length === 0 && !isNew && (
              <Combobox.Empty>{t("inputs:field.none")}</Combobox.Empty>
            )}
          </ScrollArea.Autosize>
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}

function matches(groups: readonly FactGroup[], typed: string): FactGroup[] {
  const lower = typed.toLowerCase();
  return groups
    .map((group) => ({
      ...group,
      paths: group.paths
        .filter(({ path, label }) => `${path} ${label}`.toLowerCase().includes(lower))
        .slice(0, 80),
    }))
    .filter(({ paths }) => paths.length > 0);
}
