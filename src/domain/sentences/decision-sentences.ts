import { writerOf } from "./writer.ts";

/** Why an event started or stopped something, or did not. */
export const decisionSentences = {
  launched: "launched ({rule:sentence})",
  launchedBefore: "a run was launched before ({rule:sentence})",
  launchedInWindow:
    "a run was launched in this window ({rule:sentence}); the next may launch from {at:instant}",
  /** What pages leave of it where they show the instant by itself. */
  launchedInThisWindow: "a run was launched in this window ({rule:sentence})",
  startSwitchedOff: "this trigger is switched off: its events start nothing",
  stopSwitchedOff: "this trigger is switched off: its events stop nothing",
  draft: "the workflow was never activated",
  paused: "the workflow is paused",
  archived: "the workflow is archived",
  noVersion: "the workflow has no published version",
  filtered: "the event does not pass the filter: {condition:rule}",
  machine: "a machine did it, not a person: {signs:parts}",
  prefetch: "prefetch",
  robot: "robot",
  several_links: "several links",
  speed: "speed",
  http_client: "http client",
  tooCostly:
    "the filter was not asked to its end: the conditions on this event compare more than one event may cost, too long lists or texts in its params or too many patterns",
  heldOutByWorkflow:
    "held out: this workflow starts nothing for {percent:number} % of contacts, to be compared with the others",
  heldOutByWorkspace:
    "held out: the workspace's control group, {percent:number} % of contacts, gets no marketing",
  fanOut: 'launches each member of "{segment}": fan-out {id:id}',
  /** Of an event that was only tried. */
  fanOutForeseen: 'launches each member of "{segment}"',
  inProgress: "a run of this workflow is in progress for this contact",
  loop: "{hops:number} runs stand between this event and one from outside: workflows start one another in a circle",
  tooOld: "the event occurred at {at:instant}, longer ago than the limit of {limit:span}",
  stoppedBefore: 'the stop event "{key}" came at {at:instant}, within its look-back period',
  /** Of an event that is decided anew, later. */
  stoppedSince: 'the stop event "{key}" came at {at:instant}, after this event',
  noSegmentInParam: 'the event has no text in its param "{param}", which names the segment',
  noSegment: 'there is no segment "{segment}"',
  noContact: "the event names no contact: no contact id, e-mail, phone or token in it",
  stopsOfContact_one: "stops one run of this contact",
  stopsOfContact_other: "stops {count:number} runs of this contact",
  stopsOfKey_one: "stops one run of this key",
  stopsOfKey_other: "stops {count:number} runs of this key",
  nothingOfContact: "no run of this contact was in progress",
  nothingOfKey: "no run of this key was in progress",
  nothingToStopBy: "the event names neither a contact nor a key to stop by",
  // Ids that are left out
  namesNobodyHere: "the workspace's settings say that this id names nobody",
  namesNobody: "this is what programs send where they have no id: it names nobody",
  givenUp: "the contact has given this address up",
} as const;

export const sayDecision = writerOf(decisionSentences);
