import { ActionIcon, Button, Menu } from "@mantine/core";
import {
  IconArrowsJoin2,
  IconDots,
  IconDownload,
  IconPlayerPlay,
  IconTrash,
} from "@tabler/icons-react";
import { lazy, Suspense, useRef, useState } from "react";
import type { ContactDetails } from "../../../api/contacts.ts";
import { useMay } from "../../../api/session.ts";
import { t } from "../../../i18n/i18n.ts";
import { useEverOpen } from "../../../ui/use-ever-open.ts";

const StartDialog = lazy(() =>
  import("./StartDialog.tsx").then((module) => ({ default: module.StartDialog })),
);
const MergeDialog = lazy(() =>
  import("./MergeDialog.tsx").then((module) => ({ default: module.MergeDialog })),
);
const EraseDialog = lazy(() =>
  import("./EraseDialog.tsx").then((module) => ({ default: module.EraseDialog })),
);

/** What can be done with a contact, as far as the reader may. */
export function ContactActions({ contact }: { contact: ContactDetails }) {
  const mayManage = useMay("manage");
  const isAdmin = useMay("admin");
  const [asks, setAsks] = useState<"start" | "merge" | "erase" | null>(null);
  const hasAsked = useEverOpen(asks !== null);
  const button = useRef<HTMLButtonElement>(null);
  const close = () => setAsks(null);
  /** The entry is gone when its dialog closes: the focus comes back to the menu's button. */
  const ask = (what: "merge" | "erase") => () => {
    button.current?.focus();
    setAsks(what);
  };
  if (!mayManage && !isAdmin) return null;
  return (
    <>
      {mayManage && (
        <Button
          leftSection={<IconPlayerPlay size={16} aria-hidden />}
          onClick={() => setAsks("start")}
        >
          {t("contacts:action.start")}
        </Button>
      )}
      <Menu position="bottom-end" width={250}>
        <Menu.Target>
          <ActionIcon
            ref={button}
            variant="default"
            size={36}
            aria-label={t("contacts:action.more")}
          >
            <IconDots size={18} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {mayManage && (
            <Menu.Item leftSection={<IconArrowsJoin2 size={16} />} onClick={ask("merge")}>
              {t("contacts:action.merge")}
            </Menu.Item>
          )}
          {isAdmin && (
            <Menu.Item
              component="a"
              href={`/api/v1/contacts/${contact.id}/export`}
              download={`contact-${contact.id}.ndjson`}
              leftSection={<IconDownload size={16} />}
            >
              {t("contacts:action.export")}
            </Menu.Item>
          )}
          {mayManage && (
            <Menu.Item
              c="var(--mantine-color-error)"
              leftSection={<IconTrash size={16} />}
              onClick={ask("erase")}
            >
              {t("contacts:action.erase")}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      {hasAsked && (
        <Suspense fallback={null}>
          <StartDialog contact={contact} opened={asks === "start"} onClose={close} />
          <MergeDialog contact={contact} opened={asks === "merge"} onClose={close} />
          <EraseDialog contact={contact} opened={asks === "erase"} onClose={close} />
        </Suspense>
      )}
    </>
  );
}
