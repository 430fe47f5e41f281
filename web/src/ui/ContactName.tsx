import { Anchor } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { contactName, contactQuery } from "../api/contacts.ts";
import { t } from "../i18n/i18n.ts";

/** "of Ada Lovelace", with the way to her page: what people call a contact of which the page knows the id alone. */
export function ContactName({ id }: { id: string }) {
  const { data } = useQuery(contactQuery(id));
  if (data === undefined) return t("ui:contact.ofId", { id });
  return (
    <Anchor
      inherit
      renderRoot={(props) => <Link to="/contacts/$id" params={{ id }} search={{}} {...props} />}
    >
      {t("ui:contact.of", { name: contactName(data) })}
    </Anchor>
  );
}
