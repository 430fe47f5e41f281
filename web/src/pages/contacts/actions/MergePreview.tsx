import { Stack, Text } from "@mantine/core";
import type { ContactDetails } from "../../../api/contacts.ts";
import { t } from "../../../i18n/i18n.ts";
import { Fact } from "../../../ui/Fact.tsx";
import { nameOf } from "../contact-columns.tsx";
import classes from "../contacts.module.css";
import { mergedFacts } from "./merged-facts.ts";

interface Props {
  kept: ContactDetails;
  gone: ContactDetails;
}

/** What the two will be together, and what of the one who goes is given up. */
export function MergePreview({ kept, gone }: Props) {
  return (
    <section aria-label={t("contacts:merge.result")}>
      <Text fw={600} size="sm" mb="xs">
        {t("contacts:merge.result")}
      </Text>
      <dl className={classes["facts"]}>
        {mergedFacts(kept, gone).map(({ key, name, value, dropped }) => (
          <Fact key={key} name={name}>
            {value}
            {dropped !== undefined && (
              <div className={classes["quiet"]}>
                {t("contacts:merge.dropped", { value: dropped })}
              </div>
            )}
          </Fact>
        ))}
      </dl>
      <Stack gap={4} mt="sm">
        <Text size="sm">{t("contacts:merge.joins")}</Text>
        {gone.identities.some(({ kind }) => !ofVisitors.has(kind)) && (
          <Text size="sm">{t("contacts:merge.stops", { name: nameOf(gone) })}</Text>
        )}
      </Stack>
    </section>
  );
}

/** Whom nothing else finds was nobody before: their runs go on (src/domain/identity.ts, `visitorKinds`). */
const ofVisitors: ReadonlySet<string> = new Set<Identity>([
  "anonymousId",
  "pushToken",
  "telegram",
  "viber",
  "slack",
]);
type Identity = ContactDetails["identities"][number]["kind"];
