import { ActionIcon, Combobox, ScrollArea, Text, Tooltip, useCombobox } from "@mantine/core";
import { IconBraces } from "@tabler/icons-react";
import { useState } from "react";
import type { FactGroup } from "../facts/facts.ts";
import { useFacts } from "../facts/facts.ts";
import { liquidOf } from "./liquid-of.ts";
import { t } from "../../i18n/i18n.ts";

interface Props {
  /** Whose facts are offered; without one, only what is named further. */
  workflowId?: string;
  /** Further names, such as `data.…` or `secrets.…`. */
  extra?: readonly { label: string; templates: readonly string[] }[];
  /** Further facts, named as those of a workflow. */
  groups?: readonly FactGroup[];
  onPick(liquid: string): void;
}

const noGroups: readonly FactGroup[] = [];

/** Everything that a template can name; a choice is put where the cursor is. */
export function VariableMenu({ workflowId, extra = [], groups: given = noGroups, onPick }: Props) {
  const [search, setSearch] = useState("");
  const combobox = useCombobox({
    onDropdownOpen: () => combobox.focusSearchInput(),
    onDropdownClose: () => setSearch(""),
  });
  const facts = [...useFacts(workflowId), ...given].map(({ label, paths }) => ({
    label,
    entries: paths.map((path) => ({
      liquid: liquidOf(path),
      name: path.template,
      label: path.label,
    })),
  }));
  const more = extra.map(({ label, templates }) => ({
    label,
    entries: templates.map((name) => ({ liquid: `{{ ${name} }}`, name, label: name })),
  }));
  const wanted = search.trim().toLowerCase();
  const groups = [...more, ...facts]
    .map(({ label, entries }) => ({
      label,
      entries: entries
        .filter(({ name, label: words }) => `${name} ${words}`.toLowerCase().includes(wanted))
        .slice(0, 60),
    }))
    .filter(({ entries }) => entries.length > 0);
  return (
    <Combobox
      store={combobox}
      width={320}
      position="bottom-end"
      onOptionSubmit={(liquid) => {
        combobox.closeDropdown();
        onPick(liquid);
      }}
    >
      <Combobox.Target withAriaAttributes={false}>
        <Tooltip label={t("inputs:variables.insert")} disabled={combobox.dropdownOpened}>
          <ActionIcon
            variant="subtle"
            color="gray"
            size="sm"
            aria-label={t("inputs:variables.insert")}
            aria-haspopup="listbox"
            aria-expanded={combobox.dropdownOpened}
            onClick={() => combobox.toggleDropdown()}
          >
            <IconBraces size={15} aria-hidden />
          </ActionIcon>
        </Tooltip>
      </Combobox.Target>
      <Combobox.Dropdown>
        <Combobox.Search
          value={search}
          placeholder={t("inputs:variables.search")}
          aria-label={t("inputs:variables.search")}
          onChange={({ currentTarget }) => {
            setSearch(currentTarget.value);
            combobox.updateSelectedOptionIndex();
          }}
        />
        <Combobox.Options>
          <ScrollArea.Autosize mah={280} type="auto">
            {groups.map(({ label, entries }) => (
              <Combobox.Group key={label} label={label}>
                {entries.map(({ liquid, name, label: words }) => (
                  <Combobox.Option key={name} value={liquid}>
                    <Text size="sm">{words}</Text>
                    {words !== name && (
                      <Text size="xs" ff="monospace">
                        {name}
                      </Text>
                    )}
                  </Combobox.Option>
                ))}
              </Combobox.Group>
            ))}
            {groups.length === 0 && <Combobox.Empty>{t("inputs:variables.none")}</Combobox.Empty>}
          </ScrollArea.Autosize>
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}
