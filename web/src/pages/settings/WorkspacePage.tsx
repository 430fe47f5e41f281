import { useQuery } from "@tanstack/react-query";
import { workspaceQuery } from "../../api/workspace.ts";
import { Page } from "../../ui/Page.tsx";
import { PageFailure } from "../../ui/PageFailure.tsx";
import { WorkspaceForm } from "./WorkspaceForm.tsx";

/** What holds for everybody where nothing nearer says otherwise. */
export function WorkspacePage() {
  const workspace = useQuery(workspaceQuery);
  if (workspace.isError) {
    const reset = () => void workspace.refetch();
    return <PageFailure error={workspace.error} reset={reset} what="The workspace" />;
  }
  return (
    <Page
      title="Workspace"
      lead="What holds where a contact or a block says nothing else. Changes take effect at once."
    >
      {workspace.data !== undefined && <WorkspaceForm workspace={workspace.data} />}
    </Page>
  );
}
