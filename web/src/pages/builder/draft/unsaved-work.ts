import type { Definition } from "../../../api/workflows.ts";

/** Work that was not saved yet, kept by the tab so that a crash or a reload loses nothing. */
export interface UnsavedWork {
  /** What it was made from. */
  base: Definition;
  draft: Definition;
  /** ISO instant of its last change. */
  at: string;
}

const keyOf = (workflowId: string) => `campanile-draft-${workflowId}`;

export function storeUnsavedWork(workflowId: string, work: UnsavedWork): void {
  try {
    sessionStorage.setItem(keyOf(workflowId), JSON.stringify(work));
  } catch {
    // The tab's store is full or forbidden: the draft is still saved to the server.
  }
}

export function discardUnsavedWork(workflowId: string): void {
  try {
    sessionStorage.removeItem(keyOf(workflowId));
  } catch {
    // As above.
  }
}

export function storedUnsavedWork(workflowId: string): UnsavedWork | null {
  try {
    const text = sessionStorage.getItem(keyOf(workflowId));
    const work = text === null ? null : (JSON.parse(text) as Partial<UnsavedWork>);
    const isWhole = Array.isArray(work?.base?.blocks) && Array.isArray(work.draft?.blocks);
    return isWhole ? (work as UnsavedWork) : null;
  } catch {
    return null;
  }
}
