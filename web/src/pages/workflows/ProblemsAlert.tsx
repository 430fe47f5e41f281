import { Alert, Button, List, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { blockKindsQuery } from "../../api/block-kinds.ts";
import type { Workflow } from "../../api/workflows.ts";
import { blockName } from "../../canvas/graph.ts";

interface Props {
  workflow: Pick<Workflow, "draft" | "problems">;
  consequence: string;
  onProblems(): void;
}

const shown = 3;

/** How many problems a draft has, the first of them, and the way to all. */
export function ProblemsAlert({ workflow, consequence, onProblems }: Props) {
  const { data: kinds = new Map() } = useQuery(blockKindsQuery);
  const { draft, problems } = workflow;
  const nameOf = (id: string) => {
    const block = draft.blocks.find((one) => one.id === id);
    return block === undefined ? id : blockName(kinds, block);
  };
  const count = problems.length;
  return (
    <Alert color="yellow" variant="outline" role="alert">
      <Stack gap="xs" align="flex-start">
        <Text size="sm" fw={600}>
          The draft has {count === 1 ? "a problem" : `${count} problems`}. {consequence}
        </Text>
        <List size="sm">
          {problems.slice(0, shown).map(({ block, field, message }) => (
            <List.Item key={`${block} ${field} ${message}`}>
              {block === undefined ? message : `${nameOf(block)}: ${message}`}
            </List.Item>
          ))}
        </List>
        <Button size="xs" variant="default" onClick={onProblems}>
          {count > shown ? `Show all ${count} problems` : "Show where"}
        </Button>
      </Stack>
    </Alert>
  );
}
