import { Text, TextInput } from "@mantine/core";
import { FilterSelect } from "../../ui/FilterSelect.tsx";
import classes from "./TimeRangeFilter.module.css";
import type { Range } from "./time-range.ts";
import { boundsOf, localText, rangeName, rangeNames } from "./time-range.ts";
import { t } from "../../i18n/i18n.ts";

interface Props {
  /** What happened in the range, for readers. */
  what?: string;
  range: Range;
  onChange(range: Range): void;
}

/** When it happened: a usual range, or from one instant to another. */
export function TimeRangeFilter({ what = t("ui:range.received"), range, onChange }: Props) {
  const name = rangeName(range);
  const choose = (next: string | undefined) => {
    // From the range that was shown, so that it can be moved a little.
    if (next === "custom") return onChange(boundsOf({ from: name ?? "24h" }, Date.now()));
    onChange({ from: next, to: undefined });
  };
  const bound = (which: "from" | "to", label: string) => (
    <TextInput
      size="sm"
      type="datetime-local"
      aria-label={label}
      className={classes["bound"]}
      value={localText(range[which])}
      onChange={({ currentTarget: { value } }) =>
        onChange({ ...range, [which]: value === "" ? undefined : new Date(value).toISOString() })
      }
    />
  );
  return (
    <>
      <FilterSelect
        label={what}
        any={t("ui:range.any")}
        options={Object.fromEntries(rangeNames.map((one) => [one, t(`ui:range.${one}`)]))}
        value={name}
        onChange={choose}
      />
      {name === "custom" && (
        <div className={classes["range"]}>
          {bound("from", t("ui:range.from", { what }))}
          <Text size="sm">{t("ui:range.to")}</Text>
          {bound("to", t("ui:range.before", { what }))}
        </div>
      )}
    </>
  );
}
