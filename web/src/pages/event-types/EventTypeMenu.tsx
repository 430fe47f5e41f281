import { ActionIcon, Menu } from "@mantine/core";
import { IconDots, IconHistory, IconLink, IconPencil, IconTrash } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import type { EventType } from "../../api/event-types.ts";
import { useMay } from "../../api/session.ts";
import { DeleteEventTypeDialog } from "./DeleteEventTypeDialog.tsx";
import { EditEventTypeDialog } from "./EditEventTypeDialog.tsx";
import { t } from "../../i18n/i18n.ts";

/** What can be done with a type. */
export function EventTypeMenu({ type }: { type: EventType }) {
  const mayManage = useMay("manage");
  const [open, setOpen] = useState<"edit" | "delete">();
  const close = () => setOpen(undefined);
  return (
    <>
      <Menu position="bottom-end" width={220}>
        <Menu.Target>
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={t("event-types:action.of", { name: type.name })}
          >
            <IconDots size={16} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item
            renderRoot={(props) => <Link {...props} to="/events" search={{ typeKey: type.key }} />}
            leftSection={<IconHistory size={16} />}
          >
            {t("event-types:action.events")}
          </Menu.Item>
          <Menu.Item
            renderRoot={(props) => (
              <Link
                {...props}
                to="/event-types"
                search={(old) => ({ ...old, type: type.id })}
                resetScroll={false}
              />
            )}
            leftSection={<IconLink size={16} />}
          >
            {t("event-types:column.dependencies")}
          </Menu.Item>
          {mayManage && (
            <>
              <Menu.Item leftSection={<IconPencil size={16} />} onClick={() => setOpen("edit")}>
                {t("event-types:action.edit")}
              </Menu.Item>
              <Menu.Divider />
              <Menu.Item
                c="var(--mantine-color-error)"
                leftSection={<IconTrash size={16} />}
                onClick={() => setOpen("delete")}
              >
                {t("event-types:action.delete")}
              </Menu.Item>
            </>
          )}
        </Menu.Dropdown>
      </Menu>
      <EditEventTypeDialog type={type} opened={open === "edit"} onClose={close} />
      <DeleteEventTypeDialog type={type} opened={open === "delete"} onClose={close} />
    </>
  );
}
