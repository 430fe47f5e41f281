import { get } from "../../api/client.ts";
import type { Contact } from "../../api/contacts.ts";
import { contactName } from "../../api/contacts.ts";
import type { WirePage } from "../../api/wire.ts";
import type { PickerProps } from "./option.ts";
import { SearchPicker } from "./SearchPicker.tsx";
import { useNameOf } from "./use-name-of.ts";
import { t } from "../../i18n/i18n.ts";

/** A contact, by its id; found by the beginning of its e-mail, phone or name. */
export function ContactPicker(props: PickerProps) {
  const displayName = useNameOf("/contacts", props.value, contactName);
  return (
    <SearchPicker
      {...props}
      name={["contacts"]}
      displayName={displayName}
      placeholder={props.placeholder ?? t("inputs:contact.hint")}
      empty={t("inputs:contact.none")}
      search={(search, signal) =>
        get<WirePage<Contact>>("/contacts/search", { search, limit: 20 }, signal).then(
          ({ items }) =>
            items.map((contact) => ({
              value: contact.id,
              label: contactName(contact),
              detail: [contact.email, contact.phone].filter((part) => part !== null).join(" · "),
            })),
        )
      }
    />
  );
}
