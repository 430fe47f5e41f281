import { Anchor, Button, Group, Paper, Stack, Text, Title } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import type { Example, OnConflict } from "../../api/campaigns.ts";
import { createFromExample } from "../../api/campaigns.ts";
import { notifyDone } from "../../ui/notify.ts";
import { FormError } from "../../ui/FormError.tsx";
import { t } from "../../i18n/i18n.ts";
import { invalidateWorkflow } from "./invalidate-workflow.ts";
import { requirementsText } from "./requirements-text.ts";

interface Props {
  example: Example;
  withSamples: boolean;
}

/** An example, what it needs, and its button; one that is there can be opened or made once more. */
export function ExampleCard({ example, withSamples }: Props) {
  const { name, title, description, sampleData } = example;
  const client = useQueryClient();
  const navigate = useNavigate();
  const creation = useMutation({
    mutationFn: (onConflict: OnConflict) =>
      createFromExample(name, { onConflict, sampleData: withSamples }),
    onSuccess: async ({ workflows }) => {
      const created = workflows.filter(({ outcome }) => outcome !== "was_there");
      void invalidateWorkflow(client);
      const [first] = created;
      if (first?.id == null) return;
      notifyDone(t("workflows-list:examples.created", { name: first.name }));
      // With several, the list shows them all.
      if (created.length === 1) await navigate({ to: "/workflows/$id", params: { id: first.id } });
      else await navigate({ to: "/workflows", search: {} });
    },
  });
  const existing = creation.data?.workflows.find(({ outcome }) => outcome === "was_there");
  const needs = requirementsText(example.needs);
  const samples = sampleData.contacts + sampleData.orders;

  return (
    <Paper withBorder p="md">
      <Stack gap="xs" h="100%">
        <Title order={3} size="h5">
          {title}
        </Title>
        <Text size="sm" style={{ flex: 1 }}>
          {description}
        </Text>
        {needs !== "" && <Text size="xs">{needs}</Text>}
        {withSamples && (
          <Text size="xs">
            {samples === 0
              ? t("workflows-list:examples.noSamples")
              : t("workflows-list:examples.hasSamples", {
                  contacts: sampleData.contacts,
                  orders: sampleData.orders,
                })}
          </Text>
        )}
        <FormError error={creation.error} />
        {existing?.id == null ? (
          <Group>
            <Button
              size="xs"
              variant="default"
              loading={creation.isPending}
              aria-label={t("workflows-list:examples.useNamed", { title })}
              onClick={() => creation.mutate("keep")}
            >
              {t("workflows-list:examples.use")}
            </Button>
          </Group>
        ) : (
          <Group gap="xs" role="status">
            <Text size="sm">
              {t("workflows-list:examples.exists")}{" "}
              <Anchor component={Link} to={`/workflows/${existing.id}`} size="sm">
                {t("workflows-list:examples.open")}
              </Anchor>
            </Text>
            <Button size="xs" variant="default" onClick={() => creation.mutate("copy")}>
              {t("workflows-list:examples.copy")}
            </Button>
          </Group>
        )}
      </Stack>
    </Paper>
  );
}
