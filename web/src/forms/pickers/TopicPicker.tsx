import { get } from "../../api/client.ts";
import type { WirePage } from "../../api/wire.ts";
import type { PickerProps } from "./option.ts";
import { SearchPicker } from "./SearchPicker.tsx";

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
      placeholder={props.placeholder ?? "Search topics"}
      empty="No topic has this name. POST /topics creates one"
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
