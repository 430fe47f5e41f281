import { useMediaQuery } from "@mantine/hooks";
import type { Decorations } from "../../../canvas/decorations.ts";
import { useBuilder, useDraftState } from "../builder-context.ts";
import { nothing } from "../draft/history.ts";
import type { Panel } from "../hooks/use-builder-search.ts";
import type { useDraft } from "../hooks/use-draft.ts";
import { BlockPanel } from "../panels/BlockPanel.tsx";
import { FiguresPanel } from "../panels/FiguresPanel.tsx";
import { SelectionPanel } from "../panels/SelectionPanel.tsx";
import { TestLaunchPanel } from "../panels/TestLaunchPanel.tsx";
import type { Comparison } from "../versions/use-comparison.ts";
import { VersionsPanel } from "../versions/VersionsPanel.tsx";
import { Side } from "./Side.tsx";

interface Props {
  panel: Panel | undefined;
  onPanel(panel: Panel | undefined): void;
  comparison: Comparison | null;
  draft: ReturnType<typeof useDraft>;
  onDecorate(decorations: Decorations | null): void;
}

/** The panel that is open, or the selected block's. */
export function RightSide({ panel, onPanel, comparison, draft, onDecorate }: Props) {
  const { workflow, store } = useBuilder();
  const chosen = useDraftState(({ selection }) => selection.blocks);
  const block = useDraftState(({ definition }) =>
    chosen.length === 1 ? definition.blocks.find(({ id }) => id === chosen[0]) : undefined,
  );
  const isNarrow = useMediaQuery("(max-width: 48em)", false, { getInitialValueInEffect: false });
  const close = () => onPanel(undefined);
  // These draw on the canvas, which is to stay in sight.
  const beside = { side: "right", mode: isNarrow ? "sheet" : "docked" } as const;
  if (panel === "versions") {
    return (
      <Side {...beside} label="Versions" onClose={close}>
        <VersionsPanel comparison={comparison} autosave={draft.autosave} onClose={close} />
      </Side>
    );
  }
  const drawing = { workflow, onDecorate, onClose: close };
  if (panel === "test") {
    return (
      <Side {...beside} label="Test launch" onClose={close}>
        <TestLaunchPanel {...drawing} beforeLaunch={draft.autosave.flush} />
      </Side>
    );
  }
  if (panel === "figures") {
    return (
      <Side {...beside} label="Figures" onClose={close}>
        <FiguresPanel {...drawing} />
      </Side>
    );
  }
  // Over a list that covers a narrow screen there is no room for another panel.
  if (chosen.length === 0 || (isNarrow && panel !== undefined)) return null;
  const deselect = () => store.getState().select(nothing);
  return (
    <Side
      side="right"
      mode={isNarrow ? "drawer" : "docked"}
      label="Selected block"
      onClose={deselect}
    >
      {block === undefined ? (
        <SelectionPanel ids={chosen} onClose={deselect} />
      ) : (
        <BlockPanel key={block.id} block={block} onClose={deselect} />
      )}
    </Side>
  );
}
