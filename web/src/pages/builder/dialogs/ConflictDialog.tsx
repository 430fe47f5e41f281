import { Button, Collapse, Group, Modal, Paper, Stack, Text, Title } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { blockName } from "../../../canvas/graph.ts";
import { useBuilder } from "../builder-context.ts";
import { difference } from "../commands/diff.ts";
import type { Conflict } from "../commands/merge.ts";
import type { DraftConflict } from "../draft/autosave.ts";
import { DifferenceList } from "../versions/DifferenceList.tsx";
import { t } from "../../../i18n/i18n.ts";

interface Props {
  conflict: DraftConflict | null;
  onResolve(side: "mine" | "theirs"): void;
}

/** Two people changed the same thing: which is to stay? All else has been put together already. */
export function ConflictDialog({ conflict, onResolve }: Props) {
  const [isShown, { toggle }] = useDisclosure(false);
  return (
    <Modal
      opened={conflict !== null}
      onClose={() => undefined}
      withCloseButton={false}
      closeOnEscape={false}
      closeOnClickOutside={false}
      size="lg"
      title={t("builder-dialogs:conflict.title")}
    >
      {conflict !== null && (
        <Stack>
          <Text size="sm">{t("builder-dialogs:conflict.text")}</Text>
          <Places conflict={conflict} />
          <Group>
            <Button onClick={() => onResolve("mine")}>{t("builder-dialogs:conflict.mine")}</Button>
            <Button variant="default" onClick={() => onResolve("theirs")}>
              {t("builder-dialogs:conflict.theirs")}
            </Button>
            <Button variant="subtle" onClick={toggle} aria-expanded={isShown}>
              {isShown ? t("builder-dialogs:conflict.hide") : t("builder-dialogs:conflict.show")}
            </Button>
          </Group>
          <Collapse expanded={isShown}>
            <Paper withBorder p="sm">
              <Title order={3} size="h5" mb="xs">
                {t("builder-dialogs:conflict.fromTo")}
              </Title>
              <DifferenceList
                before={conflict.theirs}
                after={conflict.merged.definition}
                difference={difference(conflict.theirs, conflict.merged.definition)}
              />
            </Paper>
          </Collapse>
        </Stack>
      )}
    </Modal>
  );
}

function Places({ conflict }: { conflict: DraftConflict }) {
  const { kinds } = useBuilder();
  const { mine, theirs, merged } = conflict;
  const nameOf = (id: string) => {
    const block = [...mine.blocks, ...theirs.blocks].find((one) => one.id === id);
    return block === undefined ? id : blockName(kinds, block);
  };
  const lines = [...new Set(merged.conflicts.map((one) => conflictText(one, nameOf, mine)))];
  return (
    <Text component="ul" size="sm" m={0} pl="lg">
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </Text>
  );
}

function conflictText(
  conflict: Conflict,
  nameOf: (id: string) => string,
  mine: DraftConflict["mine"],
): string {
  if (conflict.about === "settings") return t("builder-dialogs:conflict.settings");
  const name = nameOf(conflict.id);
  if (conflict.about === "edge") {
    return t("builder-dialogs:conflict.edge", { name, branch: conflict.branch });
  }
  if (conflict.what === "deleted") {
    const isMine = mine.blocks.some(({ id }) => id === conflict.id);
    return isMine
      ? t("builder-dialogs:conflict.theyDeleted", { name })
      : t("builder-dialogs:conflict.youDeleted", { name });
  }
  return conflict.what === "added"
    ? name
    : t(`builder-dialogs:conflict.what.${conflict.what}`, { name });
}
