import { Anchor, Button, Group, Paper, Stack, Text, Title } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import type { Example, OnConflict } from "../../api/campaigns.ts";
import { makeExample } from "../../api/campaigns.ts";
import { tellDone } from "../../ui/notify.ts";
import { FormFault } from "../../ui/FormFault.tsx";
import { workflowHasChanged } from "./has-changed.ts";
import { needsWords } from "./needs-words.ts";

interface Props {
  example: Example;
  withSamples: boolean;
}

/** An example, what it needs, and its button; one that is there can be opened or made once more. */
export function ExampleCard({ example, withSamples }: Props) {
  const { name, title, description, sampleData } = example;
  const client = useQueryClient();
  const navigate = useNavigate();
  const make = useMutation({
    mutationFn: (onConflict: OnConflict) =>
      makeExample(name, { onConflict, sampleData: withSamples }),
    onSuccess: async ({ workflows }) => {
      const made = workflows.filter(({ outcome }) => outcome !== "was_there");
      void workflowHasChanged(client);
      const [first] = made;
      if (first?.id == null) return;
      tellDone(`“${first.name}” is made, as a draft.`);
      // With several, the list shows them all.
      if (made.length === 1) await navigate({ to: "/workflows/$id", params: { id: first.id } });
      else await navigate({ to: "/workflows", search: {} });
    },
  });
  const there = make.data?.workflows.find(({ outcome }) => outcome === "was_there");
  const needs = needsWords(example.needs);
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
              ? "It has no sample data."
              : `With ${sampleData.contacts} contacts and ${sampleData.orders} orders.`}
          </Text>
        )}
        <FormFault error={make.error} />
        {there?.id == null ? (
          <Group>
            <Button
              size="xs"
              variant="default"
              loading={make.isPending}
              aria-label={`Use it: ${title}`}
              onClick={() => make.mutate("keep")}
            >
              Use it
            </Button>
          </Group>
        ) : (
          <Group gap="xs" role="status">
            <Text size="sm">
              You have it already:{" "}
              <Anchor component={Link} to={`/workflows/${there.id}`} size="sm">
                open it
              </Anchor>
            </Text>
            <Button size="xs" variant="default" onClick={() => make.mutate("copy")}>
              Make a copy
            </Button>
          </Group>
        )}
      </Stack>
    </Paper>
  );
}
