import { Anchor, Group } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { t } from "../i18n/i18n.ts";
import classes from "./ContactLabel.module.css";
import { Copy } from "./Copy.tsx";

interface Props {
  contact: { contactId: string; contactName: string | null };
}

/** A contact as people call it, with the way to its page; its id stands in the tooltip and can be copied. */
export function ContactLabel({ contact: { contactId, contactName } }: Props) {
  return (
    <Group gap={2} wrap="nowrap" component="span" display="inline-flex" maw="100%">
      <Anchor
        size="sm"
        inherit
        className={classes["name"]}
        title={t("ui:contact.title", {
          name: contactName ?? t("ui:contact.unnamed"),
          id: contactId,
        })}
        renderRoot={(props) => (
          <Link to="/contacts/$id" params={{ id: contactId }} search={{}} {...props} />
        )}
      >
        {nameOrId(contactId, contactName)}
      </Anchor>
      <Copy value={contactId} what={t("ui:contact.id")} />
    </Group>
  );
}

/** Of a contact that has no name, the end of its id: ids begin alike. */
export function nameOrId(contactId: string, contactName: string | null): string {
  return contactName ?? `…${contactId.slice(-6)}`;
}
