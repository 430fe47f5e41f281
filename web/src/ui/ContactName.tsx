import { useQuery } from "@tanstack/react-query";
import { t } from "../i18n/i18n.ts";
import { contactName, contactQuery } from "../api/contacts.ts";

/** "of Ada Lovelace": what people call a contact of which the page knows the id alone. */
export function ContactName({ id }: { id: string }) {
  const { data } = useQuery(contactQuery(id));
  return data === undefined
    ? t("ui:contact.ofId", { id })
    : t("ui:contact.of", { name: contactName(data) });
}
