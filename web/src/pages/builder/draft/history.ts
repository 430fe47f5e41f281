import { createStore } from "zustand/vanilla";
import type { Definition } from "../../../api/workflows.ts";

export interface Selection {
  blocks: readonly string[];
  /** The edgeKeys of the selected edges. */
  edges: readonly string[];
}

export const nothing: Selection = { blocks: [], edges: [] };

interface HistoryEntry {
  definition: Definition;
  selection: Selection;
}

interface Gesture {
  /** Gestures of one kind that follow each other at once, such as typing, are undone together. */
  together?: string;
  select?: Selection;
}

export interface Draft {
  definition: Definition;
  selection: Selection;
  past: readonly HistoryEntry[];
  future: readonly HistoryEntry[];
  /** One whole gesture of the author: it can be undone. */
  change(command: (definition: Definition) => Definition, gesture?: Gesture): void;
  undo(): void;
  redo(): void;
  select(selection: Selection): void;
  /** Takes in what did not come from this author; `rebase` does the same to what can be undone. */
  adopt(definition: Definition, rebase: (definition: Definition) => Definition): void;
}

const maxSteps = 200;
/** Milliseconds of rest after which typing goes on as a gesture of its own. */
const rest = 1_500;

/** A draft while it is edited, with its history for undo and redo. `now` in milliseconds. */
export function createDraft(definition: Definition, now: () => number = Date.now) {
  let last = { together: "", at: 0 };

  return createStore<Draft>()((set, get) => {
    const currentEntry = (): HistoryEntry => ({
      definition: get().definition,
      selection: get().selection,
    });
    const show = ({ definition: shown, selection }: HistoryEntry) => ({
      definition: shown,
      selection: stillThere(selection, shown),
    });

    return {
      definition,
      selection: nothing,
      past: [],
      future: [],
      change: (command, { together = "", select } = {}) => {
        const { definition: before, past, selection } = get();
        const after = command(before);
        if (after === before) return;
        const at = now();
        const goesOn =
          together !== "" && last.together === together && at - last.at < rest && past.length > 0;
        last = { together, at };
        set({
          definition: after,
          selection: stillThere(select ?? selection, after),
          past: goesOn ? past : [...past, currentEntry()].slice(-maxSteps),
          future: [],
        });
      },
      undo: () => {
        const { past, future } = get();
        const back = past.at(-1);
        if (back === undefined) return;
        last = { together: "", at: 0 };
        set({ ...show(back), past: past.slice(0, -1), future: [...future, currentEntry()] });
      },
      redo: () => {
        const { past, future } = get();
        const forth = future.at(-1);
        if (forth === undefined) return;
        last = { together: "", at: 0 };
        set({ ...show(forth), past: [...past, currentEntry()], future: future.slice(0, -1) });
      },
      select: (selection) => set({ selection }),
      adopt: (adopted, rebase) => {
        const rebased = (steps: readonly HistoryEntry[]) =>
          steps.map((one) => ({ ...one, definition: rebase(one.definition) }));
        set(({ past, future, selection }) => ({
          definition: adopted,
          selection: stillThere(selection, adopted),
          past: rebased(past),
          future: rebased(future),
        }));
      },
    };
  });
}

export type DraftStore = ReturnType<typeof createDraft>;

function stillThere(selection: Selection, { blocks, edges }: Definition): Selection {
  const hasBlock = new Set(blocks.map(({ id }) => id));
  const hasEdge = new Set(edges.map(({ from, branch }) => `${from} ${branch}`));
  const kept = {
    blocks: selection.blocks.filter((id) => hasBlock.has(id)),
    edges: selection.edges.filter((key) => hasEdge.has(key)),
  };
  const isWhole =
    kept.blocks.length === selection.blocks.length && kept.edges.length === selection.edges.length;
  return isWhole ? selection : kept;
}
