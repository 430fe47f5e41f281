import { ActionIcon, Menu, Text } from "@mantine/core";
import {
  IconArchive,
  IconCopy,
  IconDots,
  IconDownload,
  IconHelp,
  IconPlayerPause,
  IconPlayerPlay,
  IconTrash,
  IconUpload,
} from "@tabler/icons-react";
import type { ReactNode } from "react";
import { lazy, Suspense, useRef, useState } from "react";
import { useMay } from "../../api/session.ts";
import type { WorkflowItem } from "../../api/workflows.ts";
import { t } from "../../i18n/i18n.ts";
import { useEverOpen } from "../../ui/use-ever-open.ts";
import { useDelete, useDuplicate, useExport } from "./use-files.ts";
import { useStatus } from "./use-status.ts";

const StatusDialog = lazy(() =>
  import("./StatusDialog.tsx").then((module) => ({ default: module.StatusDialog })),
);

const ConfirmDialog = lazy(() =>
  import("../../ui/ConfirmDialog.tsx").then((module) => ({ default: module.ConfirmDialog })),
);

const WhyNotDialog = lazy(() =>
  import("../contacts/load-why-not.ts").then(({ loadWhyNot }) => loadWhyNot()),
);

interface Props {
  workflow: Pick<WorkflowItem, "id" | "name" | "status" | "waiting" | "currentVersion">;
  /** Further entries, at the top; what they open gives the focus back to the menu's button. */
  entries?: (fromMenu: (open: () => void) => () => void) => ReactNode;
  /** Where it can be published from here. */
  onPublishAgain?: () => void;
  /** Set in a list, where resuming needs no dialog. */
  canResume?: boolean;
  onDeleted?: () => void;
}

/** What can be done with a workflow, beside its main buttons. */
export function WorkflowMenu({ workflow, entries, onPublishAgain, canResume, onDeleted }: Props) {
  const mayManage = useMay("manage");
  const [asks, setAsks] = useState<"pause" | "archive" | "delete" | "why" | null>(null);
  const hasAsked = useEverOpen(asks === "pause" || asks === "archive");
  const hasAskedWhy = useEverOpen(asks === "why");
  const isDeleting = useEverOpen(asks === "delete");
  const exporting = useExport(workflow);
  const duplicating = useDuplicate(workflow);
  const deleting = useDelete(workflow);
  const change = useStatus(workflow);
  const { name, status, currentVersion } = workflow;
  const button = useRef<HTMLButtonElement>(null);
  const close = () => setAsks(null);
  /** The entry is gone when a dialog closes: the focus comes back to the button. */
  const fromMenu = (open: () => void) => () => {
    button.current?.focus();
    open();
  };
  const isOpenEnded = mayManage && status !== "archived";

  return (
    <>
      <Menu position="bottom-end" width={230}>
        <Menu.Target>
          <ActionIcon
            ref={button}
            variant="subtle"
            color="gray"
            size="md"
            aria-label={t("workflows:menu.label", { name })}
          >
            <IconDots size={18} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {entries?.(fromMenu)}
          {isOpenEnded && status === "active" && (
            <Menu.Item
              leftSection={<IconPlayerPause size={16} />}
              onClick={fromMenu(() => setAsks("pause"))}
            >
              {t("workflows:menu.pause")}
            </Menu.Item>
          )}
          {isOpenEnded && status === "paused" && canResume === true && (
            <Menu.Item
              leftSection={<IconPlayerPlay size={16} />}
              onClick={() => change.mutate({ to: "resume", runs: "continue" })}
            >
              {t("workflows:menu.resume")}
            </Menu.Item>
          )}
          {isOpenEnded && currentVersion !== null && onPublishAgain !== undefined && (
            <Menu.Item leftSection={<IconUpload size={16} />} onClick={fromMenu(onPublishAgain)}>
              {t("workflows:menu.publishAgain")}
              <Text size="xs" span display="block">
                {t("workflows:menu.publishAgainHint")}
              </Text>
            </Menu.Item>
          )}
          {mayManage && (
            <Menu.Item leftSection={<IconCopy size={16} />} onClick={() => duplicating.mutate()}>
              {t("workflows:menu.duplicate")}
            </Menu.Item>
          )}
          <Menu.Item leftSection={<IconHelp size={16} />} onClick={fromMenu(() => setAsks("why"))}>
            {t("workflows:whyNot.open")}
            <Text size="xs" span display="block">
              {t("workflows:whyNot.hint")}
            </Text>
          </Menu.Item>
          <Menu.Item leftSection={<IconDownload size={16} />} onClick={() => exporting.mutate()}>
            {t("workflows:menu.export")}
          </Menu.Item>
          {isOpenEnded && <Menu.Divider />}
          {isOpenEnded && (
            <Menu.Item
              leftSection={<IconArchive size={16} />}
              onClick={fromMenu(() => setAsks("archive"))}
            >
              {t("workflows:menu.archive")}
            </Menu.Item>
          )}
          {isOpenEnded && currentVersion === null && (
            <Menu.Item
              c="var(--mantine-color-error)"
              leftSection={<IconTrash size={16} />}
              onClick={fromMenu(() => setAsks("delete"))}
            >
              {t("workflows:menu.deleteDraft")}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      {hasAsked && (
        <Suspense fallback={null}>
          <StatusDialog workflow={workflow} to="pause" opened={asks === "pause"} onClose={close} />
          <StatusDialog
            workflow={workflow}
            to="archive"
            opened={asks === "archive"}
            onClose={close}
          />
        </Suspense>
      )}
      {hasAskedWhy && (
        <Suspense fallback={null}>
          <WhyNotDialog workflow={workflow} opened={asks === "why"} onClose={close} />
        </Suspense>
      )}
      {isDeleting && (
        <Suspense fallback={null}>
          <ConfirmDialog
            opened={asks === "delete"}
            title={t("workflows:delete.title", { name })}
            action={t("workflows:delete.action")}
            isDangerous
            onConfirm={() => {
              deleting.mutate(undefined, { onSuccess: onDeleted });
              close();
            }}
            onClose={close}
          >
            <Text size="sm">{t("workflows:delete.text")}</Text>
          </ConfirmDialog>
        </Suspense>
      )}
    </>
  );
}
