import { Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { get } from "../../api/client.ts";
import type { ContactDetails } from "../../api/contacts.ts";
import type { WirePage } from "../../api/wire.ts";
import { t } from "../../i18n/i18n.ts";
import { Time } from "../../ui/Time.tsx";
import { Card } from "./Card.tsx";
import { channelWord } from "../messages/words.ts";
import classes from "./contacts.module.css";

interface Suppression {
  id: string;
  channel: string;
  address: string | null;
  reason:
    | "hard_bounce"
    | "soft_bounces"
    | "complaint"
    | "invalid"
    | "stopped"
    | "provider"
    | "manual";
  scope: "all" | "marketing";
  words: string | null;
  at: string;
  until: string | null;
}

/** Which of their addresses nothing is sent to, and why. */
export function SuppressionsCard({ contact }: { contact: ContactDetails }) {
  const addresses = contact.identities
    .filter(({ kind }) => kind === "email" || kind === "phone")
    .map(({ value }) => value);
  const suppressions = useQuery({
    queryKey: ["/suppressions", "of", addresses],
    enabled: addresses.length > 0,
    queryFn: async ({ signal }) => {
      const pages = await Promise.all(
        addresses.map((search) =>
          get<WirePage<Suppression>>("/suppressions", { search, limit: 50 }, signal),
        ),
      );
      return pages.flatMap(({ items }) =>
        items.filter(({ address }) => address !== null && addresses.includes(address)),
      );
    },
  });
  const found = suppressions.data ?? [];
  if (found.length === 0) return null;
  return (
    <Card title={t("contacts:suppression.title")}>
      <ul className={classes["list"]}>
        {found.map(({ id, channel, address, reason, scope, words, at, until }) => (
          <li key={id}>
            <div className={classes["line"]}>
              <strong>{address}</strong>
              <span className={classes["quiet"]}>
                <Time at={at} />
              </span>
            </div>
            <Text size="sm">
              {t(`contacts:suppression.${scope}`, {
                channel: channelWord(channel),
                reason: t(`contacts:suppression.reason.${reason}`),
              })}
            </Text>
            {words !== null && <div className={classes["quiet"]}>{words}</div>}
            {until !== null && (
              <div className={classes["quiet"]}>
                {t("contacts:suppression.until")} <Time at={until} />
              </div>
            )}
          </li>
        ))}
      </ul>
    </Card>
  );
}
