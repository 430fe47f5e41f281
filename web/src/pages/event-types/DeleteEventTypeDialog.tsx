import { Button, Group, Modal, Skeleton, Stack } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import type { EventType } from "../../api/event-types.ts";
import { consequencesQuery, useDeleteEventType } from "../../api/event-types.ts";
import { FormError } from "../../ui/FormError.tsx";
import { notifyDone } from "../../ui/notify.ts";
import { DeletionConsequences } from "./DeletionConsequences.tsx";
import { t } from "../../i18n/i18n.ts";

interface Props {
  type: EventType;
  opened: boolean;
  onClose(): void;
}

/** Says what deleting means before it is done, or why it can't be done. */
export function DeleteEventTypeDialog({ type, opened, onClose }: Props) {
  const isDeleted = useRef(false);
  // The row goes, and with it the button that had the focus.
  useEffect(
    () => () => {
      if (isDeleted.current) document.getElementById("main")?.focus({ preventScroll: true });
    },
    [],
  );
  const onDeleted = () => {
    isDeleted.current = true;
    onClose();
  };
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t("event-types:delete.title", { name: type.name })}
    >
      <Contents type={type} onClose={onClose} onDeleted={onDeleted} />
    </Modal>
  );
}

interface ContentsProps {
  type: EventType;
  onClose(): void;
  onDeleted(): void;
}

function Contents({ type, onClose, onDeleted }: ContentsProps) {
  const { data, error } = useQuery(consequencesQuery(type.id));
  const deletion = useDeleteEventType(type.id);
  const confirm = () =>
    deletion.mutate(undefined, {
      onSuccess: () => {
        notifyDone(t("event-types:delete.done", { name: type.name }));
        onDeleted();
      },
    });
  const canDelete = data?.canDelete === true;
  return (
    <Stack>
      <FormError error={error ?? deletion.error} />
      {data === undefined ? (
        error === null && <Skeleton height={72} />
      ) : (
        <DeletionConsequences type={type} consequences={data} />
      )}
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose} data-autofocus>
          {data !== undefined && !canDelete ? t("ui:close") : t("ui:cancel")}
        </Button>
        {(data === undefined || canDelete) && (
          <Button
            color="red.8"
            disabled={!canDelete}
            loading={deletion.isPending}
            onClick={confirm}
          >
            {t("event-types:action.delete")}
          </Button>
        )}
      </Group>
    </Stack>
  );
}
