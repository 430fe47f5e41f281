import { Text, Title } from "@mantine/core";
import type { Workers } from "../../api/workers.ts";
import { t } from "../../i18n/i18n.ts";
import { secondsText } from "./duration-text.ts";

/** Runs that Postgres has and Temporal does not know of yet. */
export function Dispatcher({ of: { dispatcher } }: { of: Workers }) {
  const { pending, oldestSeconds } = dispatcher;
  return (
    <section aria-labelledby="workers-dispatcher">
      <Title order={2} size="h3" id="workers-dispatcher" mb={2}>
        {t("workers:dispatcher.title")}
      </Title>
      <Text size="sm">
        {pending === 0
          ? t("workers:dispatcher.none")
          : t("workers:dispatcher.pending", { count: pending, time: secondsText(oldestSeconds) })}
      </Text>
    </section>
  );
}
