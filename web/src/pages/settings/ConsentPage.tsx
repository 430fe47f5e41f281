import { useQuery } from "@tanstack/react-query";
import { workspaceQuery } from "../../api/workspace.ts";
import { Page } from "../../ui/Page.tsx";
import { PageFailure } from "../../ui/PageFailure.tsx";
import { ConsentForm } from "./ConsentForm.tsx";

/** How contacts say yes and no, and what pages they see when they do. */
export function ConsentPage() {
  const workspace = useQuery(workspaceQuery);
  if (workspace.isError) {
    const reset = () => void workspace.refetch();
    return <PageFailure error={workspace.error} reset={reset} what="The consent settings" />;
  }
  return (
    <Page
      title="Consent"
      lead="The pages on which contacts choose, confirm and unsubscribe, and when an address gets no more mail."
    >
      {workspace.data !== undefined && <ConsentForm workspace={workspace.data} />}
    </Page>
  );
}
