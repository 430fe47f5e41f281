import { Button, Group, Radio, Skeleton, Stack, Switch } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import type { OnConflict } from "../../api/campaigns.ts";
import { importCampaign } from "../../api/campaigns.ts";
import { FormError } from "../../ui/FormError.tsx";
import { notifyDone } from "../../ui/notify.ts";
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
      notifyDone(
        created.length === 1
          ? "The workflow is imported."
          : `${created.length} workflows are imported.`,
      );
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
      {dryRun.isPending && <Skeleton height={120} aria-busy aria-label="Reading the file" />}
      <FormError error={creation.error ?? dryRun.error} />
      {dryRun.data !== undefined && <ImportResultList result={dryRun.data} />}
      {isTaken && (
        <Radio.Group
          label="A workflow with this name exists already"
          value={onConflict}
          onChange={setOnConflict}
        >
          <Stack gap={6} mt={6}>
            <Radio value="keep" label="Keep the existing one, and don’t import this one" />
            <Radio value="copy" label="Import it under a new name" />
          </Stack>
        </Radio.Group>
      )}
      {contacts + orders > 0 && (
        <Switch
          label="With the file’s contacts and orders"
          description={`It has ${contacts} contacts and ${orders} orders. Existing ones stay as they are.`}
          checked={sampleData}
          onChange={({ currentTarget }) => setSampleData(currentTarget.checked)}
        />
      )}
      <Group justify="flex-end">
        <Button variant="default" onClick={onBack}>
          Back
        </Button>
        <Button
          disabled={dryRun.data === undefined || makesNothing}
          loading={creation.isPending}
          onClick={() => creation.mutate()}
        >
          Import
        </Button>
      </Group>
    </Stack>
  );
}
