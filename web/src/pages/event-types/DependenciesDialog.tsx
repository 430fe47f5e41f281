import { Modal, Skeleton, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { dependenciesQuery, eventTypeQuery } from "../../api/event-types.ts";
import { PageFailure } from "../../ui/PageFailure.tsx";
import { DependencyList } from "./DependencyList.tsx";
import { t } from "../../i18n/i18n.ts";

interface Props {
  /** Whose; undefined: the dialog is closed. */
  typeId: string | undefined;
  onClose(): void;
}

/** "Dependencies of event type": every workflow that it starts or stops. */
export function DependenciesDialog({ typeId, onClose }: Props) {
  // The dialog still shows them while it fades away.
  const [shownTypeId, setShownTypeId] = useState(typeId);
  if (typeId !== undefined && typeId !== shownTypeId) setShownTypeId(typeId);
  return (
    <Modal
      opened={typeId !== undefined}
      onClose={onClose}
      title={t("event-types:dependencies.title")}
      size="xl"
    >
      {shownTypeId !== undefined && <Contents typeId={shownTypeId} />}
    </Modal>
  );
}

function Contents({ typeId }: { typeId: string }) {
  const type = useQuery(eventTypeQuery(typeId));
  const { data, error, refetch } = useQuery(dependenciesQuery(typeId));
  if (data === undefined && error !== null) {
    return (
      <PageFailure
        error={error}
        reset={() => void refetch()}
        what={t("event-types:dependencies.the")}
      />
    );
  }
  return (
    <Stack gap="lg">
      {type.data === undefined ? (
        <Skeleton height={22} width={240} />
      ) : (
        <Text>
          <b>{type.data.name}</b> {type.data.name !== type.data.key && <code>{type.data.key}</code>}
        </Text>
      )}
      {data === undefined ? (
        <Skeleton height={120} />
      ) : (
        <>
          <DependencyList
            does="start"
            title={t("ui:starts")}
            items={data.starts}
            none={t("event-types:dependencies.startsNone")}
          />
          <DependencyList
            does="stop"
            title={t("ui:stops")}
            items={data.stops}
            none={t("event-types:dependencies.stopsNone")}
          />
        </>
      )}
    </Stack>
  );
}
