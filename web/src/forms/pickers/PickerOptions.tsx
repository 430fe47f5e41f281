import { Combobox, Group, ScrollArea, Text } from "@mantine/core";
import { IconCheck, IconPlus } from "@tabler/icons-react";
import { errorText } from "../../api/api-error.ts";
import type { Option } from "./option.ts";
import { t } from "../../i18n/i18n.ts";

interface Props {
  options: readonly Option[] | undefined;
  error: unknown;
  chosen: string;
  /** Said when there are none. */
  empty?: string;
  create?: { value: string; label: string };
}

export function PickerOptions({ options, error, chosen, empty, create }: Props) {
  return (
    <Combobox.Options>
      <ScrollArea.Autosize mah={280} type="auto" scrollbars="y">
        {options?.map(({ value, label, detail }) => (
          <Combobox.Option key={value} value={value} active={value === chosen}>
            <Group gap="xs" wrap="nowrap">
              <div style={{ flex: 1, minWidth: 0 }}>
                <Text size="sm" truncate>
                  {label}
                </Text>
                {detail !== undefined && detail !== "" && (
                  <Text size="xs" truncate>
                    {detail}
                  </Text>
                )}
              </div>
              {value === chosen && <IconCheck size={14} aria-label={t("inputs:chosen")} />}
            </Group>
          </Combobox.Option>
        ))}
        {create !== undefined && (
          <Combobox.Option value={create.value}>
            <Group gap="xs" wrap="nowrap">
              <IconPlus size={14} aria-hidden />
              <Text size="sm">{create.label}</Text>
            </Group>
          </Combobox.Option>
        )}
      </ScrollArea.Autosize>
      {error != null && options === undefined && (
        <Combobox.Empty>{errorText(error)}</Combobox.Empty>
      )}
      {options?.length === 0 && empty !== undefined && <Combobox.Empty>{empty}</Combobox.Empty>}
    </Combobox.Options>
  );
}
