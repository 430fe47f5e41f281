import { Modal, Skeleton, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { dependenciesQuery, eventTypeQuery } from "../../api/event-types.ts";
import { PageFailure } from "../../ui/PageFailure.tsx";
import { DependencyList } from "./DependencyList.tsx";

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
      title="Dependencies of event type"
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
    return <PageFailure error={error} reset={() => void refetch()} what="The dependencies" />;
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
            title="Starts"
            items={data.starts}
            none="It starts no workflow. To change that, open a workflow and add a start to its triggers."
          />
          <DependencyList
            does="stop"
            title="Stops"
            items={data.stops}
            none="It stops no workflow. A stop ends the runs of a workflow for the contact or key of the event."
          />
        </>
      )}
    </Stack>
  );
}
