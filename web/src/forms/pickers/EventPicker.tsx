import type { EventSummary } from "../../../../src/contract/api/history.ts";
import { get } from "../../api/client.ts";
import type { Wire, WirePage } from "../../api/wire.ts";
import type { PickerProps } from "./option.ts";
import { SearchPicker } from "./SearchPicker.tsx";
import { useNameOf } from "./use-name-of.ts";
import { exactTime } from "../../ui/format-time.ts";
import { t } from "../../i18n/i18n.ts";

type Event = Wire<EventSummary>;

const nameOf = ({ type, key }: Event): string => (key === "" ? type.name : `${type.name} · ${key}`);

/** An event, by its id: the newest of a type, or those whose key begins as typed. */
export function EventPicker({ typeKey, ...props }: PickerProps & { typeKey?: string }) {
  const displayName = useNameOf("/events", props.value, nameOf);
  return (
    <SearchPicker
      {...props}
      name={["events", typeKey]}
      displayName={displayName}
      placeholder={props.placeholder ?? t("inputs:event.hint")}
      empty={
        typeKey === undefined ? t("inputs:event.none") : t("inputs:event.noneOf", { type: typeKey })
      }
      search={(keyPrefix, signal) =>
        get<WirePage<Event>>("/events", { typeKey, keyPrefix, limit: 20 }, signal).then(
          ({ items }) =>
            items.map((event) => ({
              value: event.id,
              label: nameOf(event),
              detail: exactTime(event.receivedAt),
            })),
        )
      }
    />
  );
}
