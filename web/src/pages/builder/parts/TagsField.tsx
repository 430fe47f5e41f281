import { Badge, Button, Popover, Skeleton } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconTag } from "@tabler/icons-react";
import { lazy, Suspense } from "react";
import { useBuilder } from "../builder-context.ts";
import { t } from "../../../i18n/i18n.ts";

const TagsEditor = lazy(() =>
  import("./TagsEditor.tsx").then((module) => ({ default: module.TagsEditor })),
);
const maxShown = 3;

/** The workflow's tags; a click edits them. */
export function TagsField() {
  const { workflow, canEdit } = useBuilder();
  const [isOpen, { toggle, close }] = useDisclosure(false);
  const { tags } = workflow;
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
          aria-label={
            tags.length === 0
              ? t("builder:tags.add")
              : t("builder:tags.change", { tags: tags.join(", ") })
          }
          onClick={toggle}
        >
          {tags.length === 0 ? t("builder:tags.add") : `${words}${more}`}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <Suspense fallback={<Skeleton height={76} />}>
          <TagsEditor onDone={close} />
        </Suspense>
      </Popover.Dropdown>
    </Popover>
  );
}
