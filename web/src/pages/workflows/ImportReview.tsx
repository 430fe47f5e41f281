import { Button, Group, Radio, Skeleton, Stack, Switch } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import type { OnConflict } from "../../api/campaigns.ts";
import { importCampaign } from "../../api/campaigns.ts";
import { FormFault } from "../../ui/FormFault.tsx";
import { tellDone } from "../../ui/notify.ts";
import { BroughtInList } from "./BroughtInList.tsx";
import { workflowHasChanged } from "./has-changed.ts";
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
  const dry = useQuery({
    queryKey: ["import", content, options],
    queryFn: () => importCampaign(content, { ...options, dryRun: true }),
    gcTime: 0,
    staleTime: Infinity,
  });
  const make = useMutation({
    mutationFn: () => importCampaign(content, { ...options, dryRun: false }),
    onSuccess: async ({ workflows }) => {
      const made = workflows.filter(({ outcome }) => outcome !== "was_there");
      tellDone(
        made.length === 1 ? "The workflow is imported." : `${made.length} workflows are imported.`,
      );
      void workflowHasChanged(client);
      const only = made.length === 1 ? made[0]?.id : undefined;
      if (only == null) onClose();
      else await navigate({ to: "/workflows/$id", params: { id: only } });
    },
  });
  const isTaken = dry.data?.workflows.some(({ outcome }) => outcome !== "made") ?? false;
  const makesNothing = dry.data?.workflows.every(({ outcome }) => outcome === "was_there") ?? true;

  return (
    <Stack>
      {dry.isPending && <Skeleton height={120} aria-busy="true" aria-label="Reading the file" />}
      <FormFault error={make.error ?? dry.error} />
      {dry.data !== undefined && <BroughtInList brought={dry.data} />}
      {isTaken && (
        <Radio.Group
          label="A workflow of this name is there already"
          value={onConflict}
          onChange={setOnConflict}
        >
          <Stack gap={6} mt={6}>
            <Radio value="keep" label="Leave the one that is there, and don’t import it" />
            <Radio value="copy" label="Import it beside the other, under a new name" />
          </Stack>
        </Radio.Group>
      )}
      {contacts + orders > 0 && (
        <Switch
          label="With the file’s contacts and orders"
          description={`It has ${contacts} contacts and ${orders} orders. Those that are there stay as they are.`}
          checked={sampleData}
          onChange={({ currentTarget }) => setSampleData(currentTarget.checked)}
        />
      )}
      <Group justify="flex-end">
        <Button variant="default" onClick={onBack}>
          Back
        </Button>
        <Button
          disabled={dry.data === undefined || makesNothing}
          loading={make.isPending}
          onClick={() => make.mutate()}
        >
          Import
        </Button>
      </Group>
    </Stack>
  );
}
