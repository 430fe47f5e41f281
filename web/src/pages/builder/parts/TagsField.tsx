import { Badge, Button, Popover, TagsInput } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconTag } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { workflowTagsQuery } from "../../../api/workflows.ts";
import { useBuilder } from "../builder-context.ts";
import { usePatchWorkflow } from "./use-patch-workflow.ts";

const maxShown = 3;

/** The workflow's tags; a click edits them. */
export function TagsField() {
  const { workflow, canEdit } = useBuilder();
  const [isOpen, { toggle, close }] = useDisclosure(false);
  const { mutate } = usePatchWorkflow(workflow.id);
  const { tags } = workflow;
  const { data: existing = [] } = useQuery({ ...workflowTagsQuery, enabled: isOpen });
  if (!canEdit) {
    return tags.map((tag) => (
      <Badge key={tag} variant="default" tt="none" fw={500}>
        {tag}
      </Badge>
    ));
  }
  const words = tags.slice(0, maxShown).join(", ");
  const more = tags.length > maxShown ? ` +${tags.length - maxShown}` : "";
  return (
    <Popover opened={isOpen} onClose={close} width={300} withArrow trapFocus returnFocus>
      <Popover.Target>
        <Button
          size="compact-xs"
          variant="default"
          fw={500}
          leftSection={<IconTag size={13} aria-hidden />}
          aria-label={tags.length === 0 ? "Add tags" : `Tags: ${tags.join(", ")}. Change them`}
          onClick={toggle}
        >
          {tags.length === 0 ? "Add tags" : `${words}${more}`}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <TagsInput
          label="Tags"
          description="For finding it again. Enter adds one."
          data={existing.map(({ tag }) => tag)}
          value={tags}
          maxTags={20}
          data-autofocus
          comboboxProps={{ withinPortal: false }}
          onChange={(next) =>
            mutate({ tags: next.map((tag) => tag.trim().slice(0, 50)).filter(Boolean) })
          }
        />
      </Popover.Dropdown>
    </Popover>
  );
}
