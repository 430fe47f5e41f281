import { useNavigate, useSearch } from "@tanstack/react-router";
import { ExamplesDialog } from "./ExamplesDialog.tsx";
import { ImportDialog } from "./ImportDialog.tsx";
import { NewWorkflowDialog } from "./NewWorkflowDialog.tsx";

/** The dialog that the address names. */
export function NewWorkflow() {
  const { new: dialog } = useSearch({ from: "/inside/workflows" });
  const navigate = useNavigate({ from: "/workflows" });
  const close = () =>
    void navigate({ to: "/workflows", search: (former) => ({ ...former, new: undefined }) });
  return (
    <>
      <NewWorkflowDialog opened={dialog === "blank"} onClose={close} />
      <ExamplesDialog opened={dialog === "example"} onClose={close} />
      <ImportDialog opened={dialog === "import"} onClose={close} />
    </>
  );
}
