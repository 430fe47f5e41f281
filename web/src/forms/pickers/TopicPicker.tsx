import { get } from "../../api/client.ts";
import type { WirePage } from "../../api/wire.ts";
import type { PickerProps } from "./option.ts";
import { SearchPicker } from "./SearchPicker.tsx";
import { t } from "../../i18n/i18n.ts";

interface Topic {
  id: string;
  key: string;
  name: string;
}

/** A topic, by its key. */
export function TopicPicker(props: PickerProps) {
  return (
    <SearchPicker
      {...props}
      name={["topics"]}
      placeholder={props.placeholder ?? t("inputs:topic.hint")}
      empty={t("inputs:topic.none")}
      search={(search, signal) =>
        get<WirePage<Topic>>("/topics", { search, limit: 20 }, signal).then(({ items }) =>
          items.map(({ id, key, name }) => ({
            value: key,
            id,
            label: name,
            detail: key === name ? undefined : key,
          })),
        )
      }
    />
  );
}
