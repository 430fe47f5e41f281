import { Skeleton, Stack, TextInput } from "@mantine/core";
import { IconCopyPlus, IconTrash } from "@tabler/icons-react";
import { lazy, Suspense } from "react";
import type { CanvasBlock } from "../../../api/workflows.ts";
import { isStart } from "../../../canvas/graph.ts";
import { KindIcon } from "../../../canvas/KindIcon.tsx";
import { useBuilder, useDraftState } from "../builder-context.ts";
import { isOnlyStart } from "../commands/remove.ts";
import { setConfig, setName } from "../commands/settings.ts";
import { WaysEditor } from "../outline/WaysEditor.tsx";
import { PanelFrame } from "../parts/PanelFrame.tsx";
import { isAboutWay } from "../parts/problem-words.ts";
import { ToolButton } from "../parts/ToolButton.tsx";
import { NoteField } from "./NoteField.tsx";
import { PanelSection } from "./PanelSection.tsx";
import { UnknownKind } from "./UnknownKind.tsx";
import { WayProblems } from "./WayProblems.tsx";

/** Inputs of all kinds: asked for at once, though the canvas need not wait for them. */
const forms = import("../../../forms/BlockForm.tsx");
const BlockForm = lazy(() => forms.then((module) => ({ default: module.BlockForm })));
const triggers = import("../../triggers/LaunchConditions.tsx");
const LaunchConditions = lazy(() =>
  triggers.then((module) => ({ default: module.LaunchConditions })),
);

/** What a block is called, what it does, and where its ways lead. */
export function BlockPanel({ block, onClose }: { block: CanvasBlock; onClose(): void }) {
  const { workflow, kinds, store, actions, canEdit, goTo } = useBuilder();
  const { id, config } = block;
  const kind = kinds.get(block.kind);
  const mayDelete = useDraftState(({ definition }) => !isOnlyStart(definition, kinds, id));
  const hasWays = kind?.role !== "end";
  const problems = workflow.problems.filter((problem) => problem.block === id);
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
                label="Duplicate the block"
                icon={IconCopyPlus}
                disabled={!mayDelete}
                onClick={() => {
                  const [copy] = actions.duplicate([id]);
                  if (copy !== undefined) goTo(copy);
                }}
              />
              <ToolButton
                label="Delete the block"
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
            label="Name"
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
            <PanelSection title="What starts and stops it">
              <Suspense fallback={<Skeleton height={80} />}>
                <LaunchConditions workflow={workflow} readOnly={!canEdit} />
              </Suspense>
            </PanelSection>
          )}
          <WayProblems problems={problems.filter(isAboutWay)} kind={kind} />
          {kind === undefined ? (
            <UnknownKind block={block} />
          ) : (
            <Suspense fallback={<Skeleton height={120} />}>
              <BlockForm
                kind={kind}
                blockId={id}
                workflowId={workflow.id}
                config={config}
                problems={problems.filter((problem) => !isAboutWay(problem))}
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
          {hasWays && (
            <PanelSection title="Where it goes on to">
              <WaysEditor block={block} />
            </PanelSection>
          )}
        </Stack>
      </PanelFrame>
    </div>
  );
}
