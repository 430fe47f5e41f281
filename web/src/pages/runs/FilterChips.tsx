import { Group, Pill } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { blockKindsQuery } from "../../api/block-kinds.ts";
import { contactName, contactQuery } from "../../api/contacts.ts";
import { workflowQuery } from "../../api/workflows.ts";
import { blockName } from "../../canvas/graph.ts";
import type { RunFilter } from "./run-query.ts";

interface Props {
  filter: RunFilter;
  onChange(change: Partial<RunFilter>): void;
}

/** What other pages narrow the list to, in words, to be taken off. */
export function FilterChips({ filter, onChange }: Props) {
  const { workflowId, version, blockId, blockState, contactId } = filter;
  const isOfBlock = workflowId !== undefined && blockId !== undefined;
  const isOfVersion = workflowId !== undefined && version !== undefined;
  if (!isOfBlock && !isOfVersion && contactId === undefined) return null;
  const off = (label: string, change: Partial<RunFilter>) => ({
    withRemoveButton: true,
    // Mantine keeps it from the keyboard and from screen readers.
    removeButtonProps: {
      "aria-label": `Don't filter by ${label}`,
      "aria-hidden": undefined,
      tabIndex: 0,
    },
    onRemove: () => onChange(change),
  });
  return (
    <Group gap="xs" mb="sm">
      {isOfBlock && (
        <Pill {...off("block", { blockId: undefined, blockState: undefined })}>
          <BlockWords {...{ workflowId, blockId, blockState }} />
        </Pill>
      )}
      {isOfVersion && <Pill {...off("version", { version: undefined })}>Version {version}</Pill>}
      {contactId !== undefined && (
        <Pill {...off("contact", { contactId: undefined })}>
          <ContactWords id={contactId} />
        </Pill>
      )}
    </Group>
  );
}

const stateWords: Record<string, string> = {
  waiting: "at",
  done: "left",
  failed: "failed at",
  entered: "came to",
};

interface OfBlock {
  workflowId: string;
  blockId: string;
  blockState: string | undefined;
}

function BlockWords({ workflowId, blockId, blockState = "entered" }: OfBlock) {
  const { data: workflow } = useQuery(workflowQuery(workflowId));
  const { data: kinds } = useQuery(blockKindsQuery);
  const block = workflow?.draft.blocks.find(({ id }) => id === blockId);
  const name = block === undefined || kinds === undefined ? blockId : blockName(kinds, block);
  const isWait = kinds?.get(block?.kind ?? "")?.role === "wait";
  const words = blockState === "waiting" && isWait ? "waiting at" : stateWords[blockState];
  return `${words ?? "came to"} “${name}”`;
}

function ContactWords({ id }: { id: string }) {
  const { data } = useQuery(contactQuery(id));
  return `of ${data === undefined ? `contact ${id}` : contactName(data)}`;
}
