import { useNavigate, useSearch } from "@tanstack/react-router";
import { ExamplesDialog } from "./ExamplesDialog.tsx";
import { ImportDialog } from "./ImportDialog.tsx";
import { NewWorkflowDialog } from "./NewWorkflowDialog.tsx";

/** The dialog that the address names. */
export function NewWorkflow() {
  const { new: way } = useSearch({ from: "/inside/workflows" });
  const navigate = useNavigate({ from: "/workflows" });
  const close = () =>
    void navigate({ to: "/workflows", search: (former) => ({ ...former, new: undefined }) });
  return (
    <>
      <NewWorkflowDialog opened={way === "blank"} onClose={close} />
      <ExamplesDialog opened={way === "example"} onClose={close} />
      <ImportDialog opened={way === "import"} onClose={close} />
    </>
  );
}
