import { ActionIcon, Group, Stack, Text, Tooltip } from "@mantine/core";
import { IconArrowRight, IconPlus } from "@tabler/icons-react";
import type { CanvasBlock } from "../../../api/workflows.ts";
import { blockName, edgesFrom } from "../../../canvas/graph.ts";
import { portsOf } from "../../../canvas/ports.ts";
import { useBuilder, useDraftState } from "../builder-context.ts";
import { BranchTargetSelect } from "./BranchTargetSelect.tsx";

/** Where each branch of a block leads, to be chosen from a list instead of by dragging. */
export function BranchesEditor({ block }: { block: CanvasBlock }) {
  const { kinds, canEdit, requestInsert, goTo } = useBuilder();
  const definition = useDraftState((draft) => draft.definition);
  const outgoing = edgesFrom(definition).get(block.id) ?? [];
  const ports = portsOf(kinds, block, outgoing);
  return (
    <Stack gap="xs">
      {ports.length === 0 && <Text size="sm">It has no branches yet.</Text>}
      {ports.map(({ branch, label, exists }) => {
        const outlet = { from: block.id, branch };
        const target = outgoing.find((edge) => edge.branch === branch)?.to;
        const to = definition.blocks.find(({ id }) => id === target);
        const name = label === "" ? "Next" : label;
        if (!canEdit) {
          return (
            <Text key={branch} size="sm">
              {name}: {to === undefined ? "nowhere" : blockName(kinds, to)}
            </Text>
          );
        }
        return (
          <Group key={branch} gap={6} wrap="nowrap" align="flex-end">
            <BranchTargetSelect
              outlet={outlet}
              to={to}
              label={exists ? name : `${name} (no such branch any more)`}
              isLost={!exists}
            />
            <Tooltip label="Add a block here">
              <ActionIcon
                variant="default"
                size={30}
                aria-label={`Add a block after "${name}"`}
                onClick={() => requestInsert({ outlet })}
              >
                <IconPlus size={15} />
              </ActionIcon>
            </Tooltip>
            {to !== undefined && (
              <Tooltip label="Go to that block">
                <ActionIcon
                  variant="default"
                  size={30}
                  aria-label={`Go to the block after "${name}"`}
                  onClick={() => goTo(to.id)}
                >
                  <IconArrowRight size={15} />
                </ActionIcon>
              </Tooltip>
            )}
          </Group>
        );
      })}
    </Stack>
  );
}
