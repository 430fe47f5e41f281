import type { Definition } from "../../../api/workflows.ts";
import type { Merged } from "../commands/merge.ts";
import { merge } from "../commands/merge.ts";
import { sameJson } from "../../../json/same-json.ts";
import { t } from "../../../i18n/i18n.ts";

export interface Saved {
  draft: Definition;
  draftRevision: number;
}

/** Where the work stands that is on the screen. */
export type SaveState =
  | { at: "saved" }
  | { at: "waiting" }
  | { at: "saving" }
  /** `again`: it is tried by itself. */
  | { at: "failed"; error: unknown; again: boolean }
  | { at: "conflict"; conflict: DraftConflict };

/** Somebody else changed what was changed here, and differently. */
export interface DraftConflict {
  mine: Definition;
  theirs: Definition;
  revision: number;
  /** Both, with ours where they meet; and what they meet in. */
  merged: Merged;
}

export interface AutosaveDeps {
  current(): Definition;
  /** Shows what was put together; `rebase` does it to any earlier state. */
  adopt(definition: Definition, rebase: (definition: Definition) => Definition): void;
  send(draft: Definition, draftRevision: number): Promise<Saved>;
  load(): Promise<Saved>;
  /** What a failure means: somebody else saved; it will stay; or it may pass. */
  kindOf(error: unknown): "conflict" | "final" | "passing";
  onState(state: SaveState): void;
}

/** Milliseconds between the last change and its saving, and after each failure in a row. */
const pause = 600;
const pauses = [1_000, 2_000, 5_000, 10_000, 30_000];

/**
 * Saves a draft after each change: one request at a time, again after a failure, and together with
 * what others saved meanwhile. What the server keeps differs from what was sent (it fills in
 * defaults), and the author's screen does not change for that: so both are remembered.
 */
export function createAutosave(first: Saved & { shown: Definition }, deps: AutosaveDeps) {
  let base = { shown: first.shown, kept: first.draft, revision: first.draftRevision };
  let state: SaveState = { at: "saved" };
  let timer: ReturnType<typeof setTimeout> | undefined;
  let inFlight: Promise<void> | undefined;
  let pendingUpdate: Saved | undefined;
  let failures = 0;
  let isStopped = false;

  const isDirty = () => !sameJson(deps.current(), base.shown);
  const report = (next: SaveState) => {
    state = next;
    if (!isStopped) deps.onState(next);
  };
  const saveIn = (milliseconds: number) => {
    clearTimeout(timer);
    if (!isStopped) timer = setTimeout(() => void save(), milliseconds);
  };

  function changed(): void {
    if (state.at === "conflict" || inFlight !== undefined) return;
    if (!isDirty()) {
      clearTimeout(timer);
      return report({ at: "saved" });
    }
    // A failure stays in sight until it is over; a change may well fix one that would stay.
    if (state.at !== "failed" || !state.again) {
      failures = 0;
      report({ at: "waiting" });
      saveIn(pause);
    }
  }

  function save(): Promise<void> {
    clearTimeout(timer);
    inFlight ??= attempt().finally(() => {
      inFlight = undefined;
      if (pendingUpdate !== undefined) receive(pendingUpdate);
      else if (state.at === "saving") changed();
    });
    return inFlight;
  }

  async function attempt(): Promise<void> {
    if (state.at === "conflict" || !isDirty()) return;
    report({ at: "saving" });
    const sent = deps.current();
    try {
      const answer = await deps.send(sent, base.revision);
      base = { shown: sent, kept: answer.draft, revision: answer.draftRevision };
      failures = 0;
    } catch (error) {
      if (deps.kindOf(error) !== "conflict") return failed(error);
      await deps.load().then(keepForLater, failed);
    }
  }

  function failed(error: unknown): void {
    const again = deps.kindOf(error) !== "final";
    report({ at: "failed", error, again });
    if (again) saveIn(pauses[Math.min(failures, pauses.length - 1)] as number);
    failures += 1;
  }

  function keepForLater(saved: Saved): void {
    pendingUpdate = saved;
  }

  /** A draft that was read: taken in when it is newer than what this one was made from. */
  function receive(saved: Saved): void {
    if (inFlight !== undefined) return keepForLater(saved);
    pendingUpdate = undefined;
    if (saved.draftRevision <= base.revision) {
      if (state.at === "saving") changed();
      return;
    }
    const { draft: theirs, draftRevision: revision } = saved;
    const mine = merge(base.shown, deps.current(), base.kept).definition;
    const merged = merge(base.kept, mine, theirs);
    if (merged.conflicts.length > 0) {
      clearTimeout(timer);
      return report({ at: "conflict", conflict: { mine, theirs, revision, merged } });
    }
    settle(merged.definition, theirs, revision);
  }

  function settle(definition: Definition, theirs: Definition, revision: number): void {
    const before = base.shown;
    deps.adopt(definition, (earlier) => merge(before, earlier, theirs).definition);
    const isTheirs = sameJson(definition, theirs);
    base = { shown: isTheirs ? deps.current() : theirs, kept: theirs, revision };
    failures = 0;
    state = { at: "waiting" };
    changed();
  }

  return {
    changed,
    receive,
    state: () => state,
    isDirty,
    /** What this draft was made from, and it, in the server's words: to be kept elsewhere meanwhile. */
    work: () => ({
      base: base.kept,
      draft: merge(base.shown, deps.current(), base.kept).definition,
    }),
    /** Saves now. @throws what kept it from being saved */
    async flush(): Promise<void> {
      for (let tries = 0; tries < 3 && isDirty(); tries += 1) {
        await save();
        if (state.at === "failed") throw state.error;
        if (state.at === "conflict") break;
      }
      if (state.at === "conflict" || isDirty()) {
        throw new Error(t("builder:saved.settleFirst"));
      }
    },
    /** Ends a conflict. Should there be a still newer draft by now, saving finds out. */
    resolve(side: "mine" | "theirs"): void {
      if (state.at !== "conflict") return;
      const { theirs, revision, mine, merged } = state.conflict;
      const chosen =
        side === "mine" ? merged.definition : merge(base.kept, mine, theirs, "theirs").definition;
      settle(chosen, theirs, revision);
    },
    revision: () => base.revision,
    /** Again after `stop`, as React does it in development. */
    start(): void {
      isStopped = false;
      changed();
    },
    stop(): void {
      isStopped = true;
      clearTimeout(timer);
    },
  };
}

export type Autosave = ReturnType<typeof createAutosave>;
