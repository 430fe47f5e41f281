import { VisuallyHidden } from "@mantine/core";
import { useDocumentTitle } from "@mantine/hooks";
import type { Workflow } from "../../api/workflows.ts";
import type { Kinds } from "../../canvas/graph.ts";
import classes from "./Builder.module.css";
import { BuilderContext } from "./builder-context.ts";
import { BuilderCanvas } from "./BuilderCanvas.tsx";
import { BuilderDialogs } from "./dialogs/BuilderDialogs.tsx";
import { useBuilderParts } from "./hooks/use-builder-parts.ts";
import { Header } from "./parts/Header.tsx";
import { LeftSide } from "./parts/LeftSide.tsx";
import { RightSide } from "./parts/RightSide.tsx";
import { RestoreUnsavedWork } from "./parts/RestoreUnsavedWork.tsx";
import { useComparison } from "./versions/use-comparison.ts";

interface Props {
  workflow: Workflow;
  kinds: Kinds;
}

/** Header, palette, canvas and panel of one workflow. */
export function Builder({ workflow, kinds }: Props) {
  useDocumentTitle(`${workflow.name} · Campanile`);
  const parts = useBuilderParts(workflow, kinds);
  const { builder, draft, dialogs, announcement } = parts;
  const comparison = useComparison(workflow, kinds, parts.search);
  return (
    <BuilderContext value={builder}>
      <div className={classes["builder"]}>
        <Header
          state={draft.state}
          flush={draft.autosave.flush}
          panel={parts.panel}
          onPanel={parts.show}
          onPalette={parts.palette.toggle}
          onDialog={dialogs.open}
        />
        {builder.canEdit && <RestoreUnsavedWork />}
        <div className={classes["body"]}>
          <LeftSide
            panel={parts.panel}
            onPanel={parts.show}
            palette={parts.palette}
            isReading={comparison !== null}
          />
          <div className={classes["canvas"]}>
            <BuilderCanvas
              comparison={comparison}
              decorations={parts.decorations}
              centre={parts.centre}
            />
          </div>
          <RightSide
            panel={parts.panel}
            onPanel={parts.show}
            comparison={comparison}
            draft={draft}
            onDecorate={parts.decorate}
          />
        </div>
        <VisuallyHidden role="status" aria-live="polite">
          {announcement}
        </VisuallyHidden>
      </div>
      <BuilderDialogs
        dialogs={dialogs}
        draft={draft}
        insertRequest={parts.insertRequest}
        onInsertRequest={parts.requestInsert}
      />
    </BuilderContext>
  );
}
