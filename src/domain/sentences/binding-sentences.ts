import { writerOf } from "./writer.ts";

/** What a trigger does; several of them with "; " between them. */
export const bindingSentences = {
  each: "One run for every event",
  oncePerContact: "At most one run per contact, ever",
  oncePerKey: "At most one run per event key, ever",
  perContact: "At most one run per contact in any {span:every}",
  perKey: "At most one run per event key in any {span:every}",
  perContactOnCalendar: "At most one run per contact in each calendar {span:every} ({zone:zone})",
  perKeyOnCalendar: "At most one run per event key in each calendar {span:every} ({zone:zone})",
  endsAuto: "Ends the runs of the event's contact, or without a contact those with its key",
  endsOfContact: "Ends the runs of the event's contact",
  endsOfKey: "Ends the runs with the event's key",
  members: 'for each member of "{segment}"',
  membersByParam: 'for each member of the segment that the param "{param}" names',
  membersOften: 'for each member of "{segment}", {schedule:sentence}',
  membersByParamOften:
    'for each member of the segment that the param "{param}" names, {schedule:sentence}',
  byCron: "by cron {cron} ({zone:zone})",
  every: "every {span:every}",
  everyAt: "every {span:every} at {time:clock} ({zone:zone})",
  everyWeekOn: "every {span:every} on {days:parts} at {time:clock} ({zone:zone})",
  everyMonthOn: "every {span:every} on the 1st at {time:clock} ({zone:zone})",
  monday: "monday",
  tuesday: "tuesday",
  wednesday: "wednesday",
  thursday: "thursday",
  friday: "friday",
  saturday: "saturday",
  sunday: "sunday",
  avoidsInProgress: "none while one is in progress for the contact",
  includesMachines: "also for clicks and opens by machines",
  if: "if {condition:rule}",
  ignoresOld: "events that occurred over {span:span} ago start nothing",
  looksBack: "for {span:span} it also keeps new runs from starting",
  // Why an event type can't be deleted
  raisedItself: "Campanile raises this event itself: its type can't be deleted",
  isBound: "workflows are bound to this event type: unlink them first",
  isGoal: "it is the goal of {names}: give them another first",
  isWaitedFor:
    "workflows wait for this event: publish them without it, and let their runs end, first",
} as const;

export const sayBinding = writerOf(bindingSentences);
