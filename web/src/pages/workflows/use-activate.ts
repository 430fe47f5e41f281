import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { PublishAnswer } from "../../../../src/contract/api/workflow.ts";
import { post } from "../../api/client.ts";
import type { Wire } from "../../api/wire.ts";
import type { Workflow } from "../../api/workflows.ts";
import { notifyDone } from "../../ui/notify.ts";
import { t } from "../../i18n/i18n.ts";
import { invalidateWorkflow } from "./invalidate-workflow.ts";
import { activeRunsText } from "./active-runs-text.ts";
import type { Placements } from "./placements.ts";
import { placesOf } from "./placements.ts";
import type { PublishRunsChoice } from "./PublishRuns.tsx";

type Published = Wire<PublishAnswer>;

/** Lets events start runs; publishes the draft first, where it is to go live. */
export function useActivate({ id, name }: Pick<Workflow, "id" | "name">) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async ({ publishes }: { publishes: boolean }) => {
      // Published twice by a second click, an unchanged draft is the same version again.
      if (publishes) await post<Published>(`/workflows/${id}/publish`);
      return post<Workflow>(`/workflows/${id}/activate`);
    },
    onSuccess: ({ currentVersion }) =>
      notifyDone(t("workflows:activate.done", { name, version: currentVersion ?? 1 })),
    onSettled: () => invalidateWorkflow(client, id),
  });
}

export function usePublish({ id, name }: Pick<Workflow, "id" | "name">) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ runs, places }: { runs: PublishRunsChoice; places: Placements }) =>
      post<Published>(`/workflows/${id}/publish`, {
        runs,
        ...(runs === "move" && { places: placesOf(places) }),
      }),
    onSuccess: ({ outcome, number, runsUnderWay }) =>
      notifyDone(
        outcome === "unchanged"
          ? t("workflows:publish.unchanged", { name, version: number })
          : t("workflows:publish.done", { name, version: number }) + activeRunsText(runsUnderWay),
      ),
    onSettled: () => invalidateWorkflow(client, id),
  });
}
