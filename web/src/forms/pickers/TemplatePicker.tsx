import { get } from "../../api/client.ts";
import type { WirePage } from "../../api/wire.ts";
import type { PickerProps } from "./option.ts";
import { SearchPicker } from "./SearchPicker.tsx";
import { useNameOf } from "./use-name-of.ts";
import { t } from "../../i18n/i18n.ts";

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
      placeholder={props.placeholder ?? t("inputs:template.hint")}
      empty={t("inputs:template.none")}
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
