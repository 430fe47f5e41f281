import { Alert, Text } from "@mantine/core";
import { t } from "../../i18n/i18n.ts";
import { Time } from "../../ui/Time.tsx";

/** Postgres was restored to an earlier time than Temporal's: what that means, until it was dealt with. */
export function Restored({ since, words }: { since: string; words: string }) {
  return (
    <Alert color="yellow" variant="outline" role="alert" mb="lg">
      <Text size="sm">
        {words}. {t("home:restored")} <Time at={since} />.
      </Text>
    </Alert>
  );
}
