import { Button, Group, Select, Skeleton, Stack, Text } from "@mantine/core";
import { useState } from "react";
import { PageFailure } from "../../../ui/PageFailure.tsx";
import { useBuilder } from "../builder-context.ts";
import type { Autosave } from "../draft/autosave.ts";
import { useBuilderSearch } from "../hooks/use-builder-search.ts";
import { PanelSection } from "../panels/PanelSection.tsx";
import { PanelFrame } from "../parts/PanelFrame.tsx";
import { DifferenceList } from "./DifferenceList.tsx";
import { RestoreDialog } from "./RestoreDialog.tsx";
import type { Comparison } from "./use-comparison.ts";
import { useVersions } from "./use-versions.ts";
import { VersionButton } from "./VersionButton.tsx";
import classes from "./Versions.module.css";

interface Props {
  comparison: Comparison | null;
  autosave: Autosave;
  onClose(): void;
}

/** Published versions: each can be looked at beside the draft or another one, and be taken up again. */
export function VersionsPanel({ comparison, autosave, onClose }: Props) {
  const { workflow, canEdit, goTo } = useBuilder();
  const { search, set } = useBuilderSearch();
  const [isRestoring, setIsRestoring] = useState(false);
  const { items, error, refetch, hasNextPage, fetchNextPage } = useVersions(workflow.id);
  const number = search.version === undefined ? null : Number(search.version);

  return (
    <PanelFrame title="Versions" onClose={onClose}>
      {error !== null && items === undefined && (
        <PageFailure error={error} reset={() => void refetch()} what="The versions" />
      )}
      {items === undefined && error === null && <Skeleton height={120} />}
      {items?.length === 0 && (
        <Text size="sm">
          Nothing was published yet. Publishing keeps the draft as a version that never changes:
          runs go on with the one they began with.
        </Text>
      )}
      <ul className={classes["versions"]} aria-label="Versions">
        {items?.map((version) => (
          <VersionButton
            key={version.number}
            version={version}
            isChosen={version.number === number}
            onChoose={() =>
              set({ version: version.number === number ? undefined : String(version.number) })
            }
          />
        ))}
      </ul>
      {hasNextPage && (
        <Button size="xs" variant="default" mb="md" onClick={() => void fetchNextPage()}>
          Show older versions
        </Button>
      )}
      {number !== null && items !== undefined && (
        <Stack gap="sm">
          <Select
            label={`Compare version ${number} with`}
            size="xs"
            allowDeselect={false}
            value={search.against ?? ""}
            onChange={(value) => set({ against: value ?? "" })}
            data={[
              { value: "", label: "The draft" },
              ...items
                .filter((one) => one.number !== number)
                .map((one) => ({ value: String(one.number), label: `Version ${one.number}` })),
            ]}
          />
          {comparison === null ? (
            <Skeleton height={80} />
          ) : (
            <PanelSection title={comparison.label}>
              <DifferenceList
                before={comparison.before}
                after={comparison.after}
                difference={comparison.changes}
                onBlock={goTo}
              />
            </PanelSection>
          )}
          <Group gap="xs">
            {canEdit && (
              <Button size="xs" onClick={() => setIsRestoring(true)}>
                Restore version {number}
              </Button>
            )}
            <Button
              size="xs"
              variant="default"
              onClick={() => set({ version: undefined, against: undefined })}
            >
              Back to the draft
            </Button>
          </Group>
          <RestoreDialog
            number={number}
            opened={isRestoring}
            autosave={autosave}
            onClose={() => setIsRestoring(false)}
            onRestored={() => set({ version: undefined, against: undefined })}
          />
        </Stack>
      )}
    </PanelFrame>
  );
}
