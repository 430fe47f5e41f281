import { MultiSelect } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { instanceQuery } from "../../../api/instance.ts";
import { apiWords } from "../../../i18n/api-words.ts";
import { t } from "../../../i18n/i18n.ts";
import { capitalized } from "../../../ui/text.ts";

type Chosen = "all" | string[];

interface Props {
  value: Chosen;
  readOnly: boolean;
  error: string | undefined;
  onChange(value: Chosen): void;
}

/** Some channels; none chosen means all of them. */
export function ChannelsSelect({ value, readOnly, error, onChange }: Props) {
  const { data: instance } = useQuery(instanceQuery);
  const channels = instance?.channels ?? [];
  return (
    <MultiSelect
      label={t("settings-pressure:channels.label")}
      placeholder={value === "all" ? t("settings-pressure:channels.all") : undefined}
      data={channels.map(({ channel, name }) => ({
        value: channel,
        label: capitalized(apiWords(name)),
      }))}
      readOnly={readOnly}
      searchable
      error={error}
      style={{ flex: "1 1 200px" }}
      value={value === "all" ? [] : value}
      onChange={(chosen) => onChange(chosen.length === 0 ? "all" : chosen)}
    />
  );
}
