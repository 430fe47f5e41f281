import type { ContactImport } from "../../api/imports.ts";
import { t } from "../../i18n/i18n.ts";

type State = ContactImport["state"];

export const stateLabel = (state: State): string => t(`import:states.${state}`);

/** The word by which a badge knows its colour. */
export const stateTone = (state: State): string =>
  ({
    uploading: "waiting",
    pending: "pending",
    running: "running",
    done: "completed",
    failed: "failed",
  })[state];

export const isOver = (state: State | undefined): boolean => state === "done" || state === "failed";
