import { Button, Group, Radio, Skeleton, Stack, Switch } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import type { OnConflict } from "../../api/campaigns.ts";
import { importCampaign } from "../../api/campaigns.ts";
import { FormError } from "../../ui/FormError.tsx";
import { notifyDone } from "../../ui/notify.ts";
import { t } from "../../i18n/i18n.ts";
import { ImportResultList } from "./ImportResultList.tsx";
import { invalidateWorkflow } from "./invalidate-workflow.ts";
import type { CampaignFile } from "./read-campaign.ts";

interface Props {
  campaign: CampaignFile;
  onBack(): void;
  onClose(): void;
}

/** What an import would make, by a dry run; a change of its options runs it again. */
export function ImportReview({ campaign, onBack, onClose }: Props) {
  const [onConflict, setOnConflict] = useState<OnConflict>("keep");
  const [sampleData, setSampleData] = useState(false);
  const client = useQueryClient();
  const navigate = useNavigate();
  const { contacts, orders, content } = campaign;
  const options = { onConflict, sampleData };
  const dryRun = useQuery({
    queryKey: ["import", content, options],
    queryFn: () => importCampaign(content, { ...options, dryRun: true }),
    gcTime: 0,
    staleTime: Infinity,
  });
  const creation = useMutation({
    mutationFn: () => importCampaign(content, { ...options, dryRun: false }),
    onSuccess: async ({ workflows }) => {
      const created = workflows.filter(({ outcome }) => outcome !== "was_there");
      notifyDone(t("workflows-list:import.done", { count: created.length }));
      void invalidateWorkflow(client);
      const only = created.length === 1 ? created[0]?.id : undefined;
      if (only == null) onClose();
      else await navigate({ to: "/workflows/$id", params: { id: only } });
    },
  });
  const isTaken = dryRun.data?.workflows.some(({ outcome }) => outcome !== "made") ?? false;
  const makesNothing =
    dryRun.data?.workflows.every(({ outcome }) => outcome === "was_there") ?? true;

  return (
    <Stack>
      {dryRun.isPending && (
        <Skeleton height={120} aria-busy aria-label={t("workflows-list:import.reading")} />
      )}
      <FormError error={creation.error ?? dryRun.error} />
      {dryRun.data !== undefined && <ImportResultList result={dryRun.data} />}
      {isTaken && (
        <Radio.Group
          label={t("workflows-list:import.taken")}
          value={onConflict}
          onChange={setOnConflict}
        >
          <Stack gap={6} mt={6}>
            <Radio value="keep" label={t("workflows-list:import.keep")} />
            <Radio value="copy" label={t("workflows-list:import.copy")} />
          </Stack>
        </Radio.Group>
      )}
      {contacts + orders > 0 && (
        <Switch
          label={t("workflows-list:import.samples")}
          description={t("workflows-list:import.samplesHint", { contacts, orders })}
          checked={sampleData}
          onChange={({ currentTarget }) => setSampleData(currentTarget.checked)}
        />
      )}
      <Group justify="flex-end">
        <Button variant="default" onClick={onBack}>
          {t("workflows-list:import.back")}
        </Button>
        <Button
          disabled={dryRun.data === undefined || makesNothing}
          loading={creation.isPending}
          onClick={() => creation.mutate()}
        >
          {t("workflows-list:import.action")}
        </Button>
      </Group>
    </Stack>
  );
}
