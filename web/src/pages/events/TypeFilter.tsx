import { EventTypePicker } from "../../forms/pickers/EventTypePicker.tsx";
import { t } from "../../i18n/i18n.ts";

interface Props {
  value: string | undefined;
  onChange(key: string | undefined): void;
}

/** One event type by its key, searched on the server; one that was deleted can still stand there. */
export function TypeFilter({ value, onChange }: Props) {
  return (
    <div style={{ flex: "1 1 180px", minWidth: 160 }}>
      <EventTypePicker
        label={t("ui:eventType")}
        isLabelHidden
        size="sm"
        placeholder={t("ui:anyEventType")}
        clearable
        value={value ?? ""}
        onChange={(key) => onChange(key === "" ? undefined : key)}
      />
    </div>
  );
}
