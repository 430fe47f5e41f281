import { Alert, List, Stack, Text, Title } from "@mantine/core";
import type { ImportResult } from "../../api/campaigns.ts";

const outcomes = {
  made: "will be created, as a draft",
  renamed: "will be created under this name, as a draft",
  was_there: "exists already, and stays as it is",
};

const kinds = [
  ["eventTypes", "Event types"],
  ["segments", "Segments"],
  ["topics", "Topics"],
  ["promoPools", "Promo pools, without codes"],
  ["partials", "Partials of templates"],
] as const;

/** What an import makes: workflows, and what they name that is not there yet. */
export function ImportResultList({ result }: { result: ImportResult }) {
  const { workflows, made, warnings } = result;
  const others = kinds.flatMap(([kind, title]) =>
    made[kind].length === 0 ? [] : [`${title}: ${made[kind].join(", ")}`],
  );
  if (made.contacts > 0) others.push(`Contacts: ${made.contacts}`);
  if (made.orders > 0) others.push(`Orders: ${made.orders}`);
  return (
    <Stack gap="sm">
      <Title order={3} size="h5">
        Workflows
      </Title>
      <List size="sm">
        {workflows.map(({ name, was, outcome }) => (
          <List.Item key={was}>
            <b>{name}</b> {outcomes[outcome]}
          </List.Item>
        ))}
      </List>
      {others.length > 0 && (
        <>
          <Title order={3} size="h5">
            Also created, as it does not exist yet
          </Title>
          <List size="sm">
            {others.map((line) => (
              <List.Item key={line}>{line}</List.Item>
            ))}
          </List>
        </>
      )}
      {warnings.length > 0 && (
        <Alert color="yellow" variant="outline" title="What the file does not contain">
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
