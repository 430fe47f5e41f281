import type { Kinds, Way } from "../../../canvas/graph.ts";
import { blockName, edgeKey, isStart, wayOf } from "../../../canvas/graph.ts";
import type { Point } from "../../../canvas/layout.ts";
import type { Clip } from "../commands/clipboard.ts";
import { clipText, copyBlocks, pasteBlocks } from "../commands/clipboard.ts";
import { connect, disconnect, whyNot } from "../commands/connect.ts";
import type { NewId } from "../commands/fresh-block.ts";
import { freshBlock } from "../commands/fresh-block.ts";
import { addBlock, insertBehind, wayBehind } from "../commands/insert.ts";
import { moveBlocks, tidyUp } from "../commands/places.ts";
import { removeBlocks } from "../commands/remove.ts";
import type { DraftStore } from "./history.ts";
import { nothing } from "./history.ts";

interface Deps {
  store: DraftStore;
  kinds: Kinds;
  newId: NewId;
  /** Says to screen readers what happened. */
  say(words: string): void;
}

/** What an author does with blocks: each is one step that can be undone. */
export function createBlockActions({ store, kinds, newId, say }: Deps) {
  const now = () => store.getState();
  const nameOf = (id: string) => {
    const block = now().definition.blocks.find((one) => one.id === id);
    return block === undefined ? id : blockName(kinds, block);
  };
  const paste = (clip: Clip, by: Point, word: string): string[] => {
    const { definition, pasted } = pasteBlocks(now().definition, kinds, clip, { newId, by });
    if (pasted.length === 0) return [];
    now().change(() => definition, { select: { blocks: pasted, edges: [] } });
    say(`${word} ${count(pasted.length)}`);
    return pasted;
  };

  return {
    /** Behind a way, or where there is room; selected afterwards. @returns its id, null if it can't be */
    add(kind: string, way: Way | null, at?: Point): string | null {
      const known = kinds.get(kind);
      const { definition } = now();
      if (known === undefined) return null;
      const block = { ...freshBlock(known, newId), ...(at && { position: roundedPoint(at) }) };
      if (isStart(kinds, block) && definition.blocks.some((one) => isStart(kinds, one)))
        return null;
      const select = { blocks: [block.id], edges: [] };
      now().change(
        (draft) =>
          way === null
            ? addBlock(draft, { ...block, position: block.position ?? belowAll(draft.blocks) })
            : insertBehind(draft, kinds, block, way),
        { select },
      );
      say(`Added ${known.label}${way === null ? "" : ` behind ${nameOf(way.from)}`}`);
      return block.id;
    },
    /** Where a block goes that is added without saying where: on the selected edge, behind the selected block. */
    wayBehindSelection(): Way | null {
      const { selection, definition } = now();
      const edge = selection.edges[0];
      if (edge !== undefined) return wayOf(edge);
      const last = selection.blocks.at(-1);
      if (last !== undefined) return wayBehind(definition, kinds, last);
      const start = definition.blocks.find((block) => isStart(kinds, block));
      const way = start && wayBehind(definition, kinds, start.id);
      const isTaken = definition.edges.some((one) => way && edgeKey(one) === edgeKey(way));
      return way === undefined || isTaken ? null : way;
    },
    connect(way: Way, to: string): void {
      now().change((definition) => connect(definition, way, to));
      say(`${nameOf(way.from)} leads to ${nameOf(to)}`);
    },
    reconnect(former: Way, way: Way, to: string): void {
      now().change((definition) => connect(disconnect(definition, [former]), way, to));
    },
    disconnect(way: Way): void {
      now().change((definition) => disconnect(definition, [way]));
      say("Deleted the connection");
    },
    whyNot: (way: Way, to: string) => whyNot(now().definition, kinds, way, to),
    move: (places: ReadonlyMap<string, Point>, byKeys: boolean) =>
      now().change((definition) => moveBlocks(definition, places), {
        together: byKeys ? `move ${[...places.keys()].join(" ")}` : "",
      }),
    tidyUp: () => now().change((definition) => tidyUp(definition, kinds)),
    remove(ids: readonly string[]): void {
      const before = now().definition.blocks.length;
      now().change((definition) => removeBlocks(definition, kinds, ids), { select: nothing });
      say(`Deleted ${count(before - now().definition.blocks.length)}`);
    },
    removeSelection(): void {
      const { blocks, edges } = now().selection;
      if (blocks.length + edges.length === 0) return;
      now().change(
        (definition) => removeBlocks(disconnect(definition, edges.map(wayOf)), kinds, blocks),
        { select: nothing },
      );
      say(blocks.length === 0 ? "Deleted the connection" : `Deleted ${count(blocks.length)}`);
    },
    duplicate(ids: readonly string[]): string[] {
      return paste(copyBlocks(now().definition, ids), { x: 40, y: 40 }, "Duplicated");
    },
    /** Beside where they were copied, `times` over; from elsewhere: below all that is here. */
    paste(clip: Clip, times: number): string[] {
      const { blocks } = now().definition;
      const isFromHere = clip.blocks.some(({ id }) => blocks.some((block) => block.id === id));
      const [theirs, below] = [topLeft(clip.blocks), belowAll(blocks)];
      const by = isFromHere
        ? { x: 40 * times, y: 40 * times }
        : { x: below.x - theirs.x, y: below.y - theirs.y };
      return paste(clip, by, "Pasted");
    },
    /** The selected blocks as text; null when none is. */
    copied(): string | null {
      const { definition, selection } = now();
      if (selection.blocks.length === 0) return null;
      say(`Copied ${count(selection.blocks.length)}`);
      return clipText(copyBlocks(definition, selection.blocks));
    },
    selectAll(): void {
      const { definition, select } = now();
      select({ blocks: definition.blocks.map(({ id }) => id), edges: [] });
    },
  };
}

export type BlockActions = ReturnType<typeof createBlockActions>;

const count = (blocks: number) => (blocks === 1 ? "1 block" : `${blocks} blocks`);
const roundedPoint = ({ x, y }: Point): Point => ({ x: Math.round(x), y: Math.round(y) });

function topLeft(blocks: readonly { position?: Point }[]): Point {
  const places = blocks.map(({ position }) => position ?? { x: 0, y: 0 });
  return { x: Math.min(...places.map(({ x }) => x)), y: Math.min(...places.map(({ y }) => y)) };
}

function belowAll(blocks: readonly { position?: Point }[]): Point {
  const lowest = blocks.reduce((most, { position }) => Math.max(most, position?.y ?? 0), -140);
  return { x: blocks[0]?.position?.x ?? 0, y: lowest + 140 };
}
