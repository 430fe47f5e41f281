import type { Definition } from "../../../api/workflows.ts";
import type { Kinds, Outlet } from "../../../canvas/graph.ts";
import { blockName, edgeKey, isStart, outletOf } from "../../../canvas/graph.ts";
import type { Point } from "../../../canvas/layout.ts";
import type { Clip } from "../commands/clipboard.ts";
import { clipText, copyBlocks, pasteBlocks } from "../commands/clipboard.ts";
import { connect, disconnect, connectionError } from "../commands/connect.ts";
import type { NewId } from "../commands/fresh-block.ts";
import { freshBlock } from "../commands/fresh-block.ts";
import { addBlock, insertAfter, outletAfter } from "../commands/insert.ts";
import { moveBlocks, tidyUp } from "../commands/places.ts";
import { removeBlocks } from "../commands/remove.ts";
import { t } from "../../../i18n/i18n.ts";
import type { DraftStore } from "./history.ts";
import { nothing } from "./history.ts";

interface Deps {
  store: DraftStore;
  kinds: Kinds;
  newId: NewId;
  /** Says to screen readers what happened. */
  announce(words: string): void;
  /** Blocks or a connection were deleted: offers to undo it, and takes the focus to a block that is left. */
  onDeleted(words: string, next: string | undefined): void;
}

/** What an author does with blocks: each is one step that can be undone. */
export function createBlockActions({ store, kinds, newId, announce, onDeleted }: Deps) {
  const now = () => store.getState();
  const nameOf = (id: string) => {
    const block = now().definition.blocks.find((one) => one.id === id);
    return block === undefined ? id : blockName(kinds, block);
  };
  const paste = (clip: Clip, by: Point, word: "duplicated" | "pasted"): string[] => {
    const { definition, pasted } = pasteBlocks(now().definition, kinds, clip, { newId, by });
    if (pasted.length === 0) return [];
    now().change(() => definition, { select: { blocks: pasted, edges: [] } });
    announce(t(`builder:said.${word}`, { count: pasted.length }));
    return pasted;
  };

  const deleting = (command: (definition: Definition) => Definition, near: readonly string[]) => {
    const before = now().definition;
    now().change(command, { select: nothing });
    const { definition } = now();
    const gone = before.blocks.filter((one) => !definition.blocks.includes(one));
    const [first] = gone;
    if (definition === before) return;
    if (first === undefined) {
      return onDeleted(t("builder:said.deletedConnection"), nextTo(before, definition, near));
    }
    const words =
      gone.length === 1
        ? t("builder:said.deleted", { name: blockName(kinds, first) })
        : t("builder:said.deletedBlocks", { count: gone.length });
    onDeleted(words, nextTo(before, definition, near));
  };

  return {
    /** Adds a block after an outlet, or where there is room, and selects it. @returns its id, or null if it can't be added */
    add(kind: string, outlet: Outlet | null, at?: Point): string | null {
      const blockKind = kinds.get(kind);
      const { definition } = now();
      if (blockKind === undefined) return null;
      const block = { ...freshBlock(blockKind, newId), ...(at && { position: roundedPoint(at) }) };
      if (isStart(kinds, block) && definition.blocks.some((one) => isStart(kinds, one)))
        return null;
      const select = { blocks: [block.id], edges: [] };
      now().change(
        (draft) =>
          outlet === null
            ? addBlock(draft, { ...block, position: block.position ?? belowAll(draft.blocks) })
            : insertAfter(draft, kinds, block, outlet),
        { select },
      );
      const name = blockKind.label;
      announce(
        outlet === null
          ? t("builder:said.added", { name })
          : t("builder:said.addedAfter", { name, after: nameOf(outlet.from) }),
      );
      return block.id;
    },
    /** Where a block goes that is added without saying where: on the selected edge, behind the selected block. */
    outletAfterSelection(): Outlet | null {
      const { selection, definition } = now();
      const edge = selection.edges[0];
      if (edge !== undefined) return outletOf(edge);
      const last = selection.blocks.at(-1);
      if (last !== undefined) return outletAfter(definition, kinds, last);
      const start = definition.blocks.find((block) => isStart(kinds, block));
      const outlet = start && outletAfter(definition, kinds, start.id);
      const isTaken = definition.edges.some((one) => outlet && edgeKey(one) === edgeKey(outlet));
      return outlet === undefined || isTaken ? null : outlet;
    },
    connect(outlet: Outlet, to: string): void {
      now().change((definition) => connect(definition, outlet, to));
      announce(t("builder:said.leads", { from: nameOf(outlet.from), to: nameOf(to) }));
    },
    reconnect(former: Outlet, outlet: Outlet, to: string): void {
      now().change((definition) => connect(disconnect(definition, [former]), outlet, to));
    },
    disconnect(outlet: Outlet): void {
      deleting((definition) => disconnect(definition, [outlet]), [outlet.from]);
    },
    connectionError: (outlet: Outlet, to: string) =>
      connectionError(now().definition, kinds, outlet, to),
    move: (places: ReadonlyMap<string, Point>, byKeys: boolean) =>
      now().change((definition) => moveBlocks(definition, places), {
        together: byKeys ? `move ${[...places.keys()].join(" ")}` : "",
      }),
    tidyUp: () => now().change((definition) => tidyUp(definition, kinds)),
    remove(ids: readonly string[]): void {
      deleting((definition) => removeBlocks(definition, kinds, ids), ids);
    },
    removeSelection(): void {
      const { blocks, edges } = now().selection;
      if (blocks.length + edges.length === 0) return;
      const outlets = edges.map(outletOf);
      deleting(
        (definition) => removeBlocks(disconnect(definition, outlets), kinds, blocks),
        blocks.length > 0 ? blocks : outlets.map(({ from }) => from),
      );
    },
    duplicate(ids: readonly string[]): string[] {
      return paste(copyBlocks(now().definition, ids), { x: 40, y: 40 }, "duplicated");
    },
    /** Pastes blocks of this workflow beside the originals, `times` offsets away, and others below all blocks. */
    paste(clip: Clip, times: number): string[] {
      const { blocks } = now().definition;
      const isFromHere = clip.blocks.some(({ id }) => blocks.some((block) => block.id === id));
      const [theirs, below] = [topLeft(clip.blocks), belowAll(blocks)];
      const by = isFromHere
        ? { x: 40 * times, y: 40 * times }
        : { x: below.x - theirs.x, y: below.y - theirs.y };
      return paste(clip, by, "pasted");
    },
    /** The selected blocks as text; null when none is. */
    copied(): string | null {
      const { definition, selection } = now();
      if (selection.blocks.length === 0) return null;
      announce(t("builder:said.copied", { count: selection.blocks.length }));
      return clipText(copyBlocks(definition, selection.blocks));
    },
    selectAll(): void {
      const { definition, select } = now();
      select({ blocks: definition.blocks.map(({ id }) => id), edges: [] });
    },
  };
}

export type BlockActions = ReturnType<typeof createBlockActions>;

/** The nearest block that is left: before the deleted ones on the way, or after them. */
function nextTo(
  before: Definition,
  after: Definition,
  near: readonly string[],
): string | undefined {
  const isLeft = (id: string) => after.blocks.some((one) => one.id === id);
  const around = near.flatMap((id) => [
    id,
    ...before.edges.filter(({ to }) => to === id).map(({ from }) => from),
    ...before.edges.filter(({ from }) => from === id).map(({ to }) => to),
  ]);
  return around.find(isLeft) ?? after.blocks[0]?.id;
}

const roundedPoint = ({ x, y }: Point): Point => ({ x: Math.round(x), y: Math.round(y) });

function topLeft(blocks: readonly { position?: Point }[]): Point {
  const places = blocks.map(({ position }) => position ?? { x: 0, y: 0 });
  return { x: Math.min(...places.map(({ x }) => x)), y: Math.min(...places.map(({ y }) => y)) };
}

function belowAll(blocks: readonly { position?: Point }[]): Point {
  const lowest = blocks.reduce((max, { position }) => Math.max(max, position?.y ?? 0), -140);
  return { x: blocks[0]?.position?.x ?? 0, y: lowest + 140 };
}
