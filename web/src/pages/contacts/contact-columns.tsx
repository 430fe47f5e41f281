import { Anchor } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { ContactItem } from "../../api/contacts.ts";
import { contactName } from "../../api/contacts.ts";
import { t } from "../../i18n/i18n.ts";
import type { Column } from "../../ui/DataTable.tsx";
import { Time } from "../../ui/Time.tsx";

export function contactColumns(): Column<ContactItem>[] {
  const wrapped = { overflowWrap: "anywhere" } as const;
  return [
    {
      key: "name",
      header: t("contacts:column.name"),
      cell: (contact) => (
        <Anchor
          size="sm"
          fw={600}
          style={wrapped}
          renderRoot={(props) => (
            <Link to="/contacts/$id" params={{ id: contact.id }} search={{}} {...props} />
          )}
        >
          {nameOf(contact)}
        </Anchor>
      ),
    },
    {
      key: "email",
      header: t("contacts:column.email"),
      cell: ({ email }) => <span style={wrapped}>{email ?? "–"}</span>,
    },
    { key: "phone", header: t("contacts:column.phone"), cell: ({ phone }) => phone ?? "–" },
    {
      key: "language",
      header: t("contacts:column.language"),
      cell: ({ language }) => language ?? "–",
      wideOnly: true,
    },
    {
      key: "created",
      header: t("contacts:column.created"),
      width: 120,
      cell: ({ createdAt }) => <Time at={createdAt} />,
    },
  ];
}

/** Of somebody who has told nothing yet, the end of the id: ids begin alike. */
export function nameOf(contact: Parameters<typeof contactName>[0]): string {
  const name = contactName(contact);
  return name === contact.id ? t("contacts:visitor", { end: contact.id.slice(-6) }) : name;
}
