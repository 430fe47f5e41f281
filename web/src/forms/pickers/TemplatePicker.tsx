import { get } from "../../api/client.ts";
import type { WirePage } from "../../api/wire.ts";
import type { PickerProps } from "./option.ts";
import { SearchPicker } from "./SearchPicker.tsx";
import { useNameOf } from "./use-name-of.ts";

interface Template {
  id: string;
  name: string;
  content: { subject?: string };
}

/** A stored template, by its id. */
export function TemplatePicker(props: PickerProps) {
  const displayName = useNameOf("/templates", props.value, ({ name }) => name);
  return (
    <SearchPicker
      {...props}
      name={["templates"]}
      displayName={displayName}
      placeholder={props.placeholder ?? "Search templates"}
      empty="No template has this name"
      search={(search, signal) =>
        get<WirePage<Template>>("/templates", { search, limit: 20 }, signal).then(({ items }) =>
          items.map(({ id, name, content }) => ({
            value: id,
            label: name,
            detail: content.subject,
          })),
        )
      }
    />
  );
}
