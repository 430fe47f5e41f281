import type { EventTypeAnswer } from "../../../../src/contract/api/event-types.ts";
import { get, post } from "../../api/client.ts";
import { useMay } from "../../api/session.ts";
import type { Wire, WirePage } from "../../api/wire.ts";
import type { Option, PickerProps } from "./option.ts";
import { SearchPicker } from "./SearchPicker.tsx";
import { t } from "../../i18n/i18n.ts";

export interface EventTypePickerProps extends Omit<PickerProps, "onChange"> {
  /** An event type's key; "" for none yet. */
  value: string;
  onChange(key: string, id?: string): void;
  /** Whether a key that is not there can be made from here. */
  canCreate?: boolean;
}

type EventType = Pick<Wire<EventTypeAnswer>, "id" | "key" | "name">;

const optionOf = ({ id, key, name }: EventType): Option => ({
  value: key,
  id,
  label: name,
  detail: name === key ? undefined : key,
});

/** Searches event types on the server by key and name. */
export function EventTypePicker({ canCreate = false, ...props }: EventTypePickerProps) {
  const mayCreate = useMay("manage") && canCreate;
  return (
    <SearchPicker
      {...props}
      name={["event-types"]}
      placeholder={props.placeholder ?? t("inputs:eventType.hint")}
      empty={t("inputs:eventType.none")}
      search={(search, signal) =>
        get<WirePage<EventType>>("/event-types", { search, limit: 20 }, signal).then(({ items }) =>
          items.map(optionOf),
        )
      }
      creation={
        mayCreate
          ? {
              label: (key) => t("inputs:eventType.create", { key }),
              create: (key) => post<EventType>("/event-types", { key }).then(optionOf),
            }
          : undefined
      }
    />
  );
}
