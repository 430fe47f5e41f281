import { Alert, List, Stack, Text, Title } from "@mantine/core";
import type { ImportResult } from "../../api/campaigns.ts";
import { t } from "../../i18n/i18n.ts";

const kinds = ["eventTypes", "segments", "topics", "promoPools", "partials"] as const;

/** What an import makes: workflows, and what they name that is not there yet. */
export function ImportResultList({ result }: { result: ImportResult }) {
  const { workflows, made, warnings } = result;
  const others = kinds.flatMap((kind) =>
    made[kind].length === 0
      ? []
      : [t(`workflows-list:import.made.${kind}`, { names: made[kind].join(", ") })],
  );
  if (made.contacts > 0) {
    others.push(t("workflows-list:import.made.contacts", { number: made.contacts }));
  }
  if (made.orders > 0) {
    others.push(t("workflows-list:import.made.orders", { number: made.orders }));
  }
  return (
    <Stack gap="sm">
      <Title order={3} size="h5">
        {t("workflows-list:import.workflows")}
      </Title>
      <List size="sm">
        {workflows.map(({ name, was, outcome }) => (
          <List.Item key={was}>
            <b>{name}</b> {t(`workflows-list:import.outcome.${outcome}`)}
          </List.Item>
        ))}
      </List>
      {others.length > 0 && (
        <>
          <Title order={3} size="h5">
            {t("workflows-list:import.also")}
          </Title>
          <List size="sm">
            {others.map((line) => (
              <List.Item key={line}>{line}</List.Item>
            ))}
          </List>
        </>
      )}
      {warnings.length > 0 && (
        <Alert color="yellow" variant="outline" title={t("workflows-list:import.missing")}>
          {warnings.map((warning) => (
            <Text key={warning} size="sm">
              {warning}
            </Text>
          ))}
        </Alert>
      )}
    </Stack>
  );
}
