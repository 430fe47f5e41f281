import { Skeleton, Stack, TextInput } from "@mantine/core";
import { IconCopyPlus, IconTrash } from "@tabler/icons-react";
import { lazy, Suspense } from "react";
import type { CanvasBlock } from "../../../api/workflows.ts";
import { isStart } from "../../../canvas/graph.ts";
import { KindIcon } from "../../../canvas/KindIcon.tsx";
import { useBuilder, useDraftState } from "../builder-context.ts";
import { isOnlyStart } from "../commands/remove.ts";
import { setConfig, setName } from "../commands/settings.ts";
import { BranchesEditor } from "../outline/BranchesEditor.tsx";
import { PanelFrame } from "../parts/PanelFrame.tsx";
import { isAboutBranch } from "../../../forms/issue-text.ts";
import { ToolButton } from "../parts/ToolButton.tsx";
import { t } from "../../../i18n/i18n.ts";
import { NoteField } from "./NoteField.tsx";
import { PanelSection } from "./PanelSection.tsx";
import { UnknownKind } from "./UnknownKind.tsx";
import { BranchIssues } from "./BranchIssues.tsx";

/** Inputs of all kinds: asked for at once, though the canvas need not wait for them. */
const forms = import("../../../forms/BlockForm.tsx");
const BlockForm = lazy(() => forms.then((module) => ({ default: module.BlockForm })));
const triggers = import("../../triggers/TriggerList.tsx");
const TriggerList = lazy(() => triggers.then((module) => ({ default: module.TriggerList })));

/** What a block is called, what it does, and where its branches lead. */
export function BlockPanel({ block, onClose }: { block: CanvasBlock; onClose(): void }) {
  const { workflow, kinds, store, actions, canEdit, goTo } = useBuilder();
  const { id, config } = block;
  const kind = kinds.get(block.kind);
  const mayDelete = useDraftState(({ definition }) => !isOnlyStart(definition, kinds, id));
  const hasBranches = kind?.role !== "end";
  const issues = workflow.problems.filter((issue) => issue.block === id);
  const change = store.getState().change;
  return (
    <div data-block-panel style={{ display: "flex", flex: "1 1 auto", minHeight: 0 }}>
      <PanelFrame
        title={kind?.label ?? block.kind}
        icon={<KindIcon kind={block.kind} group={kind?.group} />}
        onClose={onClose}
        actions={
          canEdit && (
            <>
              <ToolButton
                label={t("builder:block.duplicate")}
                icon={IconCopyPlus}
                disabled={!mayDelete}
                onClick={() => {
                  const [copy] = actions.duplicate([id]);
                  if (copy !== undefined) goTo(copy);
                }}
              />
              <ToolButton
                label={t("builder:block.delete")}
                icon={IconTrash}
                isDangerous
                disabled={!mayDelete}
                onClick={() => actions.remove([id])}
              />
            </>
          )
        }
      >
        <Stack gap="md">
          <TextInput
            label={t("builder:block.name")}
            placeholder={kind?.label ?? block.kind}
            description={kind?.description}
            maxLength={200}
            readOnly={!canEdit}
            value={block.name ?? ""}
            onChange={({ currentTarget: { value } }) =>
              change((definition) => setName(definition, id, value), { together: `name ${id}` })
            }
          />
          {isStart(kinds, block) && (
            <PanelSection title={t("builder:block.starts")}>
              <Suspense fallback={<Skeleton height={80} />}>
                <TriggerList workflow={workflow} readOnly={!canEdit} />
              </Suspense>
            </PanelSection>
          )}
          <BranchIssues issues={issues.filter(isAboutBranch)} kind={kind} />
          {kind === undefined ? (
            <UnknownKind block={block} />
          ) : (
            <Suspense fallback={<Skeleton height={120} />}>
              <BlockForm
                kind={kind}
                blockId={id}
                workflowId={workflow.id}
                config={config}
                issues={issues.filter((issue) => !isAboutBranch(issue))}
                readOnly={!canEdit}
                onChange={(next) =>
                  change((definition) => setConfig(definition, kinds, id, next), {
                    together: `config ${id}`,
                  })
                }
              />
            </Suspense>
          )}
          <NoteField block={block} />
          {hasBranches && (
            <PanelSection title={t("builder:block.next")}>
              <BranchesEditor block={block} />
            </PanelSection>
          )}
        </Stack>
      </PanelFrame>
    </div>
  );
}
