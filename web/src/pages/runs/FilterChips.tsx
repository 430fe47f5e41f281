import { Group } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { blockKindsQuery } from "../../api/block-kinds.ts";
import { workflowQuery } from "../../api/workflows.ts";
import { blockName } from "../../canvas/graph.ts";
import { ContactName } from "../../ui/ContactName.tsx";
import { FilterPill } from "../../ui/FilterPill.tsx";
import type { RunFilter } from "./run-query.ts";
import { t } from "../../i18n/i18n.ts";

interface Props {
  filter: RunFilter;
  onChange(change: Partial<RunFilter>): void;
}

/** The filters that other pages set by a link; each can be removed. */
export function FilterChips({ filter, onChange }: Props) {
  const { workflowId, version, blockId, blockState, contactId } = filter;
  const isOfBlock = workflowId !== undefined && blockId !== undefined;
  const isOfVersion = workflowId !== undefined && version !== undefined;
  if (!isOfBlock && !isOfVersion && contactId === undefined) return null;
  return (
    <Group gap="xs" mb="sm">
      {isOfBlock && (
        <FilterPill
          by={t("runs:filter.byBlock")}
          onRemove={() => onChange({ blockId: undefined, blockState: undefined })}
        >
          <BlockLabel workflowId={workflowId} blockId={blockId} blockState={blockState} />
        </FilterPill>
      )}
      {isOfVersion && (
        <FilterPill
          by={t("runs:filter.byVersion")}
          onRemove={() => onChange({ version: undefined })}
        >
          {t("runs:filter.version", { version })}
        </FilterPill>
      )}
      {contactId !== undefined && (
        <FilterPill
          by={t("runs:filter.byContact")}
          onRemove={() => onChange({ contactId: undefined })}
        >
          <ContactName id={contactId} />
        </FilterPill>
      )}
    </Group>
  );
}

const blockStates = ["waiting", "done", "failed", "entered"] as const;

interface OfBlock {
  workflowId: string;
  blockId: string;
  blockState: string | undefined;
}

function BlockLabel({ workflowId, blockId, blockState = "entered" }: OfBlock) {
  const { data: workflow } = useQuery(workflowQuery(workflowId));
  const { data: kinds } = useQuery(blockKindsQuery);
  const block = workflow?.draft.blocks.find(({ id }) => id === blockId);
  const name = block === undefined || kinds === undefined ? blockId : blockName(kinds, block);
  const isWait = (block && kinds?.get(block.kind))?.role === "wait";
  if (blockState === "waiting" && isWait) return t("runs:atBlock.waitingAt", { name });
  const state = blockStates.find((one) => one === blockState) ?? "entered";
  return t(`runs:atBlock.${state}`, { name });
}
