import { useQuery } from "@tanstack/react-query";
import { workspaceQuery } from "../../api/workspace.ts";
import { t } from "../../i18n/i18n.ts";
import { Page } from "../../ui/Page.tsx";
import { PageFailure } from "../../ui/PageFailure.tsx";
import { WorkspaceForm } from "./WorkspaceForm.tsx";

/** What holds for everybody where nothing nearer says otherwise. */
export function WorkspacePage() {
  const workspace = useQuery(workspaceQuery);
  if (workspace.isError) {
    const reset = () => void workspace.refetch();
    return (
      <PageFailure error={workspace.error} reset={reset} what={t("settings-workspace:title")} />
    );
  }
  return (
    <Page title={t("settings-workspace:title")} lead={t("settings-workspace:lead")}>
      {workspace.data !== undefined && <WorkspaceForm workspace={workspace.data} />}
    </Page>
  );
}
