import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Definition } from "../../web/src/api/workflows.ts";
import { setConfig, setName, setNote } from "../../web/src/pages/builder/commands/settings.ts";
import type { Saved, SaveState } from "../../web/src/pages/builder/draft/autosave.ts";
import { createAutosave } from "../../web/src/pages/builder/draft/autosave.ts";
import { createDraft } from "../../web/src/pages/builder/draft/history.ts";
import { chain, kinds } from "./builder.ts";
import { useEnglish } from "./messages.ts";

useEnglish();

class Refusal extends Error {
  readonly kind: "conflict" | "final" | "passing";
  constructor(kind: "conflict" | "final" | "passing") {
    super(kind);
    this.kind = kind;
  }
}

/** A server that keeps one draft as ours does: with defaults filled in, by revision. */
function server() {
  let kept: Saved = { draft: chain(), draftRevision: 1 };
  const sent: Definition[] = [];
  let failure: Refusal | null = null;
  const save = (draft: Definition, revision: number): Saved => {
    if (failure !== null) throw failure;
    if (revision !== kept.draftRevision) throw new Refusal("conflict");
    const blocks = draft.blocks.map((one) => ({ ...one, config: { ...one.config, filled: true } }));
    kept = { draft: { ...draft, blocks }, draftRevision: revision + 1 };
    return kept;
  };
  return {
    sent,
    kept: () => kept,
    fail: (next: Refusal | null) => (failure = next),
    /** Somebody else saves. */
    change: (command: (draft: Definition) => Definition) =>
      save(command(kept.draft), kept.draftRevision),
    send: async (draft: Definition, revision: number): Promise<Saved> => {
      sent.push(draft);
      await new Promise((resolve) => setTimeout(resolve, 50));
      return save(draft, revision);
    },
  };
}

function openTab(there = server()) {
  const first = there.kept();
  const store = createDraft(first.draft);
  const states: SaveState[] = [];
  const autosave = createAutosave(
    { ...first, shown: first.draft },
    {
      current: () => store.getState().definition,
      adopt: (definition, rebase) => store.getState().adopt(definition, rebase),
      send: there.send,
      load: () => Promise.resolve(there.kept()),
      kindOf: (error) => (error instanceof Refusal ? error.kind : "passing"),
      onState: (state) => states.push(state),
    },
  );
  const { change } = store.getState();
  store.subscribe((now, before) => {
    if (now.definition !== before.definition) autosave.changed();
  });
  const name = (id: string) =>
    store.getState().definition.blocks.find((one) => one.id === id)?.name;
  return { there, store, states, autosave, change, name, at: () => autosave.state().at };
}

const rename = (id: string, name: string) => (draft: Definition) => setName(draft, id, name);

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe("autosave", () => {
  it("saves once, 600 ms after the last change", async () => {
    const tab = openTab();
    for (const name of ["A", "Ab", "Abc"]) {
      tab.change(rename("wait", name));
      await vi.advanceTimersByTimeAsync(400);
    }
    expect(tab.there.sent).toHaveLength(0);
    await vi.advanceTimersByTimeAsync(300);
    expect(tab.there.sent).toHaveLength(1);
    expect(tab.at()).toBe("saved");
  });

  it("has one request at a time, and what changed meanwhile is saved by the next", async () => {
    const tab = openTab();
    tab.change(rename("wait", "first"));
    await vi.advanceTimersByTimeAsync(610);
    tab.change(rename("wait", "second"));
    expect(tab.at()).toBe("saving");
    await vi.advanceTimersByTimeAsync(30);
    expect(tab.there.sent).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(tab.there.sent).toHaveLength(2);
    expect(tab.there.kept().draft.blocks[1]?.name).toBe("second");
  });

  it("flushing while it saves waits for that request, and makes none of its own", async () => {
    const tab = openTab();
    tab.change(rename("wait", "first"));
    await vi.advanceTimersByTimeAsync(610);
    const flushed = tab.autosave.flush();
    await vi.advanceTimersByTimeAsync(100);
    await flushed;
    expect(tab.there.sent).toHaveLength(1);
    expect(tab.at()).toBe("saved");
  });

  it("leaves the screen as it is typed, though the server fills in defaults", async () => {
    const tab = openTab();
    tab.change((draft) => setConfig(draft, kinds, "wait", { amount: 2 }));
    await vi.advanceTimersByTimeAsync(1_000);
    expect(tab.store.getState().definition.blocks[1]?.config).toEqual({ amount: 2 });
    expect(tab.at()).toBe("saved");
  });

  it("a change taken back before it was saved is not saved at all", async () => {
    const tab = openTab();
    tab.change(rename("wait", "A"));
    tab.store.getState().undo();
    await vi.advanceTimersByTimeAsync(2_000);
    expect(tab.there.sent).toHaveLength(0);
    expect(tab.at()).toBe("saved");
  });

  it("tries again by itself while the server is away, and loses nothing", async () => {
    const tab = openTab();
    tab.there.fail(new Refusal("passing"));
    tab.change(rename("wait", "kept"));
    await vi.advanceTimersByTimeAsync(5_000);
    expect(tab.states.at(-1)).toMatchObject({ at: "failed", again: true });
    tab.change(rename("end", "also"));
    tab.there.fail(null);
    await vi.advanceTimersByTimeAsync(31_000);
    expect(tab.at()).toBe("saved");
    expect(tab.there.kept().draft.blocks.map(({ name }) => name)).toEqual([
      undefined,
      "kept",
      "also",
    ]);
  });

  it("a refusal is not repeated until something changes; flush says what it was", async () => {
    const tab = openTab();
    tab.there.fail(new Refusal("final"));
    tab.change(rename("wait", "A"));
    await vi.advanceTimersByTimeAsync(60_000);
    expect(tab.there.sent).toHaveLength(1);
    const [flushed] = await Promise.allSettled([
      tab.autosave.flush(),
      vi.advanceTimersByTimeAsync(100),
    ]);
    expect(flushed).toMatchObject({ status: "rejected", reason: { message: "final" } });
    tab.there.fail(null);
    tab.change(rename("wait", "B"));
    await vi.advanceTimersByTimeAsync(1_000);
    expect(tab.at()).toBe("saved");
  });
});

describe("two tabs on one draft", () => {
  it("a clean one takes the newer draft in, and undo keeps it", async () => {
    const tab = openTab();
    tab.change(rename("wait", "mine"));
    await vi.advanceTimersByTimeAsync(1_000);
    tab.autosave.receive(tab.there.change(rename("end", "theirs")));
    expect(tab.name("end")).toBe("theirs");
    expect(tab.at()).toBe("saved");
    tab.store.getState().undo();
    expect([tab.name("wait"), tab.name("end")]).toEqual([undefined, "theirs"]);
  });

  it("changes of different blocks are put together and saved, without a question", async () => {
    const tab = openTab();
    tab.there.change(rename("end", "theirs"));
    tab.change(rename("wait", "mine"));
    await vi.advanceTimersByTimeAsync(3_000);
    expect(tab.at()).toBe("saved");
    expect(tab.there.kept().draft.blocks.map(({ name }) => name)).toEqual([
      undefined,
      "mine",
      "theirs",
    ]);
  });

  it.each(["mine", "theirs"] as const)(
    "the same name changed by both waits for a choice: %s",
    async (side) => {
      const tab = openTab();
      tab.there.change((draft) => setNote(setName(draft, "wait", "theirs"), "end", "kept"));
      tab.change(rename("wait", "mine"));
      await vi.advanceTimersByTimeAsync(3_000);
      expect(tab.at()).toBe("conflict");
      const before = tab.there.sent.length;
      await vi.advanceTimersByTimeAsync(60_000);
      expect(tab.there.sent).toHaveLength(before);
      tab.autosave.resolve(side);
      await vi.advanceTimersByTimeAsync(3_000);
      expect(tab.at()).toBe("saved");
      const [, wait, end] = tab.there.kept().draft.blocks;
      expect([wait?.name, end?.note]).toEqual([side, "kept"]);
    },
  );

  it("an older draft that arrives late changes nothing", async () => {
    const tab = openTab();
    const old = tab.there.kept();
    tab.change(rename("wait", "mine"));
    await vi.advanceTimersByTimeAsync(1_000);
    tab.autosave.receive(old);
    expect(tab.name("wait")).toBe("mine");
  });
});

describe("undo", () => {
  it("takes back whole gestures: typing without a rest is one, a pause makes two", () => {
    let now = 0;
    const store = createDraft(chain(), () => now);
    const type = (name: string) =>
      store.getState().change(rename("wait", name), { together: "name wait" });
    for (const name of ["A", "Ab", "Abc"]) {
      type(name);
      now += 200;
    }
    now += 5_000;
    type("Abcd");
    const name = () => store.getState().definition.blocks[1]?.name;
    store.getState().undo();
    expect(name()).toBe("Abc");
    store.getState().undo();
    expect(name()).toBeUndefined();
    store.getState().redo();
    store.getState().redo();
    expect(name()).toBe("Abcd");
  });

  it("what is changed after it can't be redone, and a gesture that changes nothing is none", () => {
    const store = createDraft(chain());
    const { change, undo, redo } = store.getState();
    change(rename("wait", "A"));
    undo();
    change((draft) => draft);
    expect(store.getState().future).toHaveLength(1);
    change(rename("wait", "B"));
    redo();
    expect(store.getState().definition.blocks[1]?.name).toBe("B");
  });

  it("a block that is gone is not selected any more", () => {
    const store = createDraft(chain());
    store.getState().select({ blocks: ["wait"], edges: ["wait next"] });
    store.getState().change(({ blocks, edges }) => ({
      blocks: blocks.filter(({ id }) => id !== "wait"),
      edges: edges.filter(({ from, to }) => from !== "wait" && to !== "wait"),
    }));
    expect(store.getState().selection).toEqual({ blocks: [], edges: [] });
  });
});
