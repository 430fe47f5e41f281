import { writerOf } from "./writer.ts";

/** Why a run was stopped, or has failed. */
export const runSentences = {
  stoppedByHand: "Stopped by hand",
  pausedByHand: "Paused by hand",
  resumedByHand: "Resumed by hand",
  workflowPaused: "its workflow was paused",
  workflowArchived: "its workflow was archived",
  versionPublished: "version {version:number} of its workflow was published",
  contactMerged: "the contact was merged into another one",
  contactErased: "the contact was erased",
  orderReached: "an order of the contact reached {statuses:statuses}",
  inSegment: 'the contact is in the segment "{segment}"',
  notInSegment: 'the contact is not in the segment "{segment}"',
  closedInTemporal: "Temporal closed this run: {how}",
  lostEnd: "Temporal has the end of this run, and Postgres had lost it",
  fileMissing: "a file could not be attached: {why}",
  templateFailed: "the template could not be rendered: {why}",
  contentTooCostly:
    "the worker ended {deaths:number} times while it worked on this block's content: its templates, or what they are rendered with, need more than a worker has",
} as const;

export const sayRun = writerOf(runSentences);
