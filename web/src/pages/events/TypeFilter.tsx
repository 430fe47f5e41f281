import { EventTypePicker } from "../../forms/pickers/EventTypePicker.tsx";

interface Props {
  value: string | undefined;
  onChange(key: string | undefined): void;
}

/** One event type by its key, searched on the server; one that was deleted can still stand there. */
export function TypeFilter({ value, onChange }: Props) {
  return (
    <div style={{ flex: "1 1 180px", minWidth: 160 }}>
      <EventTypePicker
        label="Event type"
        isLabelHidden
        size="sm"
        placeholder="Any event type"
        clearable
        value={value ?? ""}
        onChange={(key) => onChange(key === "" ? undefined : key)}
      />
    </div>
  );
}
