import { Button } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconPencil } from "@tabler/icons-react";
import type { ContactDetails } from "../../api/contacts.ts";
import { useMay } from "../../api/session.ts";
import { t } from "../../i18n/i18n.ts";
import { Fact } from "../../ui/Fact.tsx";
import { Time } from "../../ui/Time.tsx";
import { Card } from "./Card.tsx";
import classes from "./contacts.module.css";
import { EditContactDialog } from "./EditContactDialog.tsx";

/** Who they are: what finds them, and what is known of them. */
export function ProfileCard({ contact }: { contact: ContactDetails }) {
  const mayEdit = useMay("send");
  const [isEditing, { open, close }] = useDisclosure();
  const { identities, unowned, attributes, language, timeZone, source, createdAt } = contact;
  const name = [contact.firstName, contact.lastName].filter(Boolean).join(" ");
  return (
    <Card
      title={t("contacts:profile.title")}
      action={
        mayEdit && (
          <Button
            size="xs"
            variant="default"
            leftSection={<IconPencil size={14} aria-hidden />}
            onClick={open}
          >
            {t("contacts:profile.edit")}
          </Button>
        )
      }
    >
      <dl className={classes["facts"]}>
        <Fact name={t("contacts:profile.name")}>{name || "–"}</Fact>
        {identities.map(({ kind, value }) => (
          <Fact
            key={`${kind} ${value}`}
            name={t(`contacts:identity.${kind}`)}
            copied={value}
            what={t(`contacts:identity.${kind}`)}
          >
            {value}
          </Fact>
        ))}
        {unowned.map(({ kind, value, reason }) => (
          <Fact key={`unowned ${kind} ${value}`} name={t(`contacts:identity.${kind}`)}>
            <s>{value}</s>{" "}
            <span className={classes["quiet"]}>{t(`contacts:unowned.${reason}`)}</span>
          </Fact>
        ))}
        <Fact name={t("contacts:column.language")}>{language ?? "–"}</Fact>
        <Fact name={t("contacts:profile.timeZone")}>{timeZone ?? "–"}</Fact>
        {Object.entries(attributes).map(([key, value]) => (
          <Fact key={`attribute ${key}`} name={key}>
            {typeof value === "string" ? value : JSON.stringify(value)}
          </Fact>
        ))}
        <Fact name={t("contacts:profile.since")}>
          <Time at={createdAt} />{" "}
          <span className={classes["quiet"]}>{t("contacts:profile.by", { source })}</span>
        </Fact>
        <Fact name={t("contacts:profile.id")} copied={contact.id} what={t("contacts:profile.id")}>
          <span className={classes["quiet"]}>{contact.id}</span>
        </Fact>
      </dl>
      <EditContactDialog contact={contact} opened={isEditing} onClose={close} />
    </Card>
  );
}
