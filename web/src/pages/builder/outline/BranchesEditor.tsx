import { ActionIcon, Group, Stack, Text, Tooltip } from "@mantine/core";
import { IconArrowRight, IconPlus } from "@tabler/icons-react";
import type { CanvasBlock } from "../../../api/workflows.ts";
import { blockName, edgesFrom } from "../../../canvas/graph.ts";
import { portsOf } from "../../../canvas/ports.ts";
import { useBuilder, useDraftState } from "../builder-context.ts";
import { t } from "../../../i18n/i18n.ts";
import { BranchTargetSelect } from "./BranchTargetSelect.tsx";

/** Where each branch of a block leads, to be chosen from a list instead of by dragging. */
export function BranchesEditor({ block }: { block: CanvasBlock }) {
  const { kinds, canEdit, requestInsert, goTo } = useBuilder();
  const definition = useDraftState((draft) => draft.definition);
  const outgoing = edgesFrom(definition).get(block.id) ?? [];
  const ports = portsOf(kinds, block, outgoing);
  return (
    <Stack gap="xs">
      {ports.length === 0 && <Text size="sm">{t("builder-panels:outline.noBranches")}</Text>}
      {ports.map(({ branch, label, exists }) => {
        const outlet = { from: block.id, branch };
        const target = outgoing.find((edge) => edge.branch === branch)?.to;
        const to = definition.blocks.find(({ id }) => id === target);
        const name = label === "" ? t("builder-panels:outline.next") : label;
        if (!canEdit) {
          return (
            <Text key={branch} size="sm">
              {t("builder-panels:outline.branch", {
                branch: name,
                to: to === undefined ? t("builder-panels:outline.nowhere") : blockName(kinds, to),
              })}
            </Text>
          );
        }
        return (
          <Group key={branch} gap={6} wrap="nowrap" align="flex-end">
            <BranchTargetSelect
              outlet={outlet}
              to={to}
              label={exists ? name : t("builder-panels:outline.lost", { branch: name })}
              isLost={!exists}
            />
            <Tooltip label={t("builder-panels:outline.add")}>
              <ActionIcon
                variant="default"
                size={30}
                aria-label={t("builder-panels:outline.addAfterBranch", { branch: name })}
                onClick={() => requestInsert({ outlet })}
              >
                <IconPlus size={15} />
              </ActionIcon>
            </Tooltip>
            {to !== undefined && (
              <Tooltip label={t("builder-panels:outline.go")}>
                <ActionIcon
                  variant="default"
                  size={30}
                  aria-label={t("builder-panels:outline.goAfterBranch", { branch: name })}
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
