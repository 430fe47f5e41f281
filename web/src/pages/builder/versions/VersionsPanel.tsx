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
import type { Change } from "../../../api/workflow-history.ts";
import { t } from "../../../i18n/i18n.ts";
import { ChangeItem } from "./ChangeItem.tsx";
import { UndoDialog } from "./UndoDialog.tsx";
import { useHistory } from "./use-history.ts";
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
  const [undone, setUndone] = useState<Change | null>(null);
  const [isUndoing, setIsUndoing] = useState(false);
  const history = useHistory(workflow.id);
  const { versions: items, entries, error, refetch } = history;
  const number = search.version === undefined ? null : Number(search.version);

  return (
    <PanelFrame title={t("builder:versions.title")} onClose={onClose}>
      {error !== null && entries === undefined && (
        <PageFailure error={error} reset={refetch} what={t("builder:versions.what")} />
      )}
      {entries === undefined && error === null && <Skeleton height={120} />}
      {items?.length === 0 && <Text size="sm">{t("builder:versions.none")}</Text>}
      <ul className={classes["versions"]} aria-label={t("workflow-history:history.label")}>
        {entries?.map((entry) =>
          entry.is === "change" ? (
            <ChangeItem
              key={entry.change.id}
              change={entry.change}
              canEdit={canEdit}
              onUndo={() => {
                setUndone(entry.change);
                setIsUndoing(true);
              }}
            />
          ) : (
            <VersionButton
              key={`version ${entry.version.number}`}
              version={entry.version}
              isChosen={entry.version.number === number}
              onChoose={() =>
                set({
                  version:
                    entry.version.number === number ? undefined : String(entry.version.number),
                })
              }
            />
          ),
        )}
      </ul>
      <UndoDialog
        workflowId={workflow.id}
        change={undone}
        opened={isUndoing}
        onClose={() => setIsUndoing(false)}
      />
      {history.hasOlder && (
        <Button size="xs" variant="default" mb="md" onClick={history.showOlder}>
          {t("workflow-history:history.older")}
        </Button>
      )}
      {number !== null && items !== undefined && (
        <Stack gap="sm">
          <Select
            label={t("builder:versions.compare", { number })}
            size="xs"
            allowDeselect={false}
            value={search.against ?? ""}
            onChange={(value) => set({ against: value ?? "" })}
            data={[
              { value: "", label: t("builder:theDraft") },
              ...items
                .filter((one) => one.number !== number)
                .map((one) => ({
                  value: String(one.number),
                  label: t("builder:versions.one", { number: one.number }),
                })),
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
                {t("builder:versions.restore", { number })}
              </Button>
            )}
            <Button
              size="xs"
              variant="default"
              onClick={() => set({ version: undefined, against: undefined })}
            >
              {t("builder:versions.back")}
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
