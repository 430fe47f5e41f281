import { Modal, Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";
import { useMay } from "../../api/session.ts";
import { workflowQuery } from "../../api/workflows.ts";
import { FormError } from "../../ui/FormError.tsx";
import { t } from "../../i18n/i18n.ts";

const TriggerList = lazy(() =>
  import("../triggers/TriggerList.tsx").then((module) => ({ default: module.TriggerList })),
);

interface Props {
  id: string;
  name: string;
  opened: boolean;
  onClose(): void;
}

/** What starts and stops a workflow, without opening the builder. */
export function TriggersDialog({ id, name, opened, onClose }: Props) {
  const [isBelow, setIsBelow] = useState(false);
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      closeOnEscape={!isBelow}
      title={t("triggers:of", { name })}
      size={560}
    >
      <Loaded id={id} onDialog={setIsBelow} />
    </Modal>
  );
}

function Loaded({ id, onDialog }: { id: string; onDialog(isOpen: boolean): void }) {
  const mayManage = useMay("manage");
  const { data: workflow, error } = useQuery(workflowQuery(id));
  if (workflow !== undefined) {
    return (
      <Suspense fallback={<Skeleton height={60} aria-busy />}>
        <TriggerList workflow={workflow} readOnly={!mayManage} onDialog={onDialog} />
      </Suspense>
    );
  }
  return error === null ? <Skeleton height={60} aria-busy /> : <FormError error={error} />;
}
