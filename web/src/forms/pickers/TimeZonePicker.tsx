import { Select } from "@mantine/core";
import { nearestFirst } from "../../ui/nearest-first.ts";
import type { PickerProps } from "./option.ts";
import { t } from "../../i18n/i18n.ts";

/** The browser's list leaves UTC out. */
const zones = [...new Set(["UTC", ...Intl.supportedValuesOf("timeZone")])];
const here = Intl.DateTimeFormat().resolvedOptions().timeZone;

/** An IANA time zone; the reader's own stands first. */
export function TimeZonePicker({ value, onChange, label, ...props }: PickerProps) {
  const choices = zones.includes(value) || value === "" ? zones : [value, ...zones];
  return (
    <Select
      label={label}
      description={props.description}
      error={props.error}
      required={props.required}
      readOnly={props.readOnly}
      size={props.size}
      searchable
      limit={60}
      filter={nearestFirst}
      nothingFoundMessage={t("inputs:timeZone.none")}
      placeholder={props.placeholder ?? "Europe/Kyiv"}
      data={[here, ...choices.filter((zone) => zone !== here)]}
      clearable={props.clearable === true && props.readOnly !== true}
      clearButtonProps={{ "aria-label": t("inputs:clear", { what: label }) }}
      allowDeselect={false}
      value={value === "" ? null : value}
      onChange={(zone) => onChange(zone ?? "")}
    />
  );
}
