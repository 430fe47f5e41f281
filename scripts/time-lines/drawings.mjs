const legend = [
  ["starts", "a run starts"],
  ["nothing", "nothing starts"],
];

/** Events of one contact, in hours from Monday 00:00, and which of them start a run by which frequency. */
export const frequencyExample = {
  events: [10, 21, 25, 35, 57],
  starts: {
    each: [10, 21, 25, 35, 57],
    once: [10],
    rolling: [10, 35],
    calendar: [10, 25, 57],
  },
};

const clock = (hour) => `${String(hour % 24).padStart(2, "0")}:00`;

function eventsOf(frequency) {
  return frequencyExample.events.map((hour) => {
    const kind = frequencyExample.starts[frequency].includes(hour) ? "starts" : "nothing";
    return [hour, kind, clock(hour), hour === 21 ? "end" : "start"];
  });
}

const frequency = {
  name: "frequency",
  title: "The same five events, under four frequencies",
  about:
    "Events on Monday at 10:00 and 21:00, Tuesday at 01:00 and 11:00, Wednesday at 9:00. Each time: five runs. Once: one run, on Monday at 10:00. Once in any day: runs on Monday at 10:00 and Tuesday at 11:00. Once on each calendar day: runs on Monday at 10:00, Tuesday at 01:00 and Wednesday at 9:00.",
  hours: 72,
  ticks: [
    [0, "Monday"],
    [24, "Tuesday"],
    [48, "Wednesday"],
  ],
  legend,
  lanes: [
    { label: "each time", marks: eventsOf("each") },
    { label: "once", marks: eventsOf("once"), spans: [[10, 72, "window", "closed for good"]] },
    {
      label: "once in any day",
      note: "rolling (default)",
      marks: eventsOf("rolling"),
      spans: [
        [10, 34, "window", "until Tuesday 10:00"],
        [35, 59, "window", "until Wednesday 11:00"],
      ],
    },
    {
      label: "once on a day",
      note: "calendar",
      marks: eventsOf("calendar"),
      spans: [
        [10, 24, "window", "until midnight"],
        [25, 48, "window", "until midnight"],
        [57, 72, "window", "until midnight"],
      ],
    },
  ],
};

const stops = {
  name: "stops",
  title: "A stop that comes while a run waits, while a block works, and before the start",
  about:
    "A run that waits ends at once when the stop comes. A run that is at a block finishes the block and ends behind it. With a look-back of a day, a stop that came four hours before the start keeps the run from starting.",
  hours: 60,
  ticks: [
    [0, "Monday 08:00"],
    [24, "Tuesday 08:00"],
    [48, "Wednesday 08:00"],
  ],
  legend: [...legend, ["stops", "a stop: the order is paid"], ["sent", "a message"]],
  lanes: [
    {
      label: "It waits",
      note: "The run ends at once.",
      spans: [
        [4, 30, "wait", "waits two days …"],
        [30, 52, "closed", "… never ends: nothing is sent"],
      ],
      marks: [
        [4, "starts", "cart left"],
        [30, "stops", "order paid"],
      ],
    },
    {
      label: "A block is at work",
      note: "It is finished,\nthen the run ends.",
      spans: [
        [4, 24, "wait", "waits"],
        [24, 34, "window", "sends"],
        [34, 52, "closed", "the blocks behind it: none"],
      ],
      marks: [
        [4, "starts", "cart left"],
        [28, "stops", "order paid", "start"],
        [34, "sent", "", "start"],
      ],
    },
    {
      label: "The stop was first",
      note: "lookBack: one day",
      spans: [[10, 34, "closed", "looked back at: one day"]],
      marks: [
        [30, "stops", "order paid", "end"],
        [34, "nothing", "cart left: stopped_before"],
      ],
    },
  ],
};

const waits = {
  name: "waits",
  title: "Four ways to wait",
  about:
    "A delay of a day ends a day later. A wait for an event ends when the event comes, or when its time is over, whichever is first. A time window lets a run go on at once within its hours, and else when they begin.",
  hours: 48,
  ticks: [
    [0, "Monday 08:00"],
    [24, "Tuesday 08:00"],
  ],
  legend: [
    ["starts", "the run comes to the block"],
    ["event", "the event"],
    ["sent", "the run goes on"],
  ],
  lanes: [
    {
      label: "delay",
      note: "one day",
      spans: [[4, 28, "wait", "a timer of Temporal’s: nothing runs meanwhile"]],
      marks: [
        [4, "starts", "12:00"],
        [28, "sent", "12:00"],
      ],
    },
    {
      label: "waitForEvent",
      note: "it comes: event",
      spans: [[4, 18, "wait", "waits for orderPaid"]],
      marks: [
        [4, "starts", "12:00"],
        [18, "event", "orderPaid, 02:00: the run goes on at once"],
      ],
    },
    {
      label: "waitForEvent",
      note: "it does not: timeout",
      spans: [[4, 28, "wait", "waits for orderPaid, one day at most"]],
      marks: [
        [4, "starts", "12:00"],
        [28, "sent", "12:00"],
        [36, "event", "too late, 20:00"],
      ],
    },
    {
      label: "timeWindow",
      note: "09:00 to 18:00",
      spans: [
        [1, 10, "window", "09:00 to 18:00"],
        [14, 25, "wait", "waits for the morning"],
        [25, 34, "window", "09:00 to 18:00"],
      ],
      marks: [
        [4, "sent", "12:00: at once"],
        [14, "starts", "22:00"],
        [25, "sent", "09:00"],
      ],
    },
  ],
};

const pressure = {
  name: "pressure",
  title: "A cap of two messages in any 24 hours, and four workflows that want to write to Ada",
  about:
    "Welcome and Offer are sent on Monday at 10:00 and 11:00 and take both places. News, with priority 3, waits from 12:00, the cart's message, with priority 9, from 15:00. Welcome's place is free on Tuesday at 10:00: the cart's message gets it, as its priority is higher. Offer's is free at 11:00: News gets it.",
  hours: 29,
  ticks: [
    [1, "Mon 10:00"],
    [6, "15:00"],
    [25, "Tue 10:00"],
  ],
  legend: [
    ["sent", "sent"],
    ["nothing", "is at its message and finds no place"],
  ],
  lanes: [
    {
      label: "Welcome",
      note: "priority 5",
      spans: [[1, 25, "window", "has a place for 24 hours"]],
      marks: [[1, "sent", "10:00"]],
    },
    {
      label: "Offer",
      note: "priority 5",
      spans: [[2, 26, "window", "has a place for 24 hours"]],
      marks: [[2, "sent", "11:00"]],
    },
    {
      label: "News",
      note: "priority 3",
      spans: [[3, 26, "wait", "waits; at 10:00 it lets the cart’s message go first"]],
      marks: [
        [3, "nothing", "12:00"],
        [26, "sent", "11:00"],
      ],
    },
    {
      label: "Cart",
      note: "priority 9",
      spans: [[6, 25, "wait", "waits: a high priority makes no place, it comes first"]],
      marks: [
        [6, "nothing", "15:00"],
        [25, "sent", "10:00", "end"],
      ],
    },
  ],
};

const once = {
  name: "exactly-once",
  title: "A worker dies while it hands a run to Temporal",
  about:
    "The event, its decision and the run's row are committed together. Worker A takes the run for 30 seconds, starts it in Temporal, and is killed before it notes that. When the 30 seconds are over, worker B takes the run and starts the same id again. Temporal answers that it has it, which counts as started. There is one run.",
  hours: 48,
  ticks: [
    [0, "0 s"],
    [10, "10 s"],
    [20, "20 s"],
    [30, "30 s"],
    [40, "40 s"],
  ],
  legend: [
    ["starts", "is written, or starts"],
    ["stops", "is killed"],
    ["nothing", "changes nothing"],
  ],
  lanes: [
    {
      label: "Postgres",
      note: "the truth",
      spans: [
        [4, 46, "window", "event + decision + run’s row: one transaction, then the answer 200"],
      ],
      marks: [[4, "starts", "commit"]],
    },
    {
      label: "Worker A",
      spans: [
        [6, 14, "wait", "has the run …"],
        [14, 36, "lost", "… for 30 seconds, and is dead"],
      ],
      marks: [
        [6, "starts", "takes the run"],
        [14, "stops", "killed before it could note the start"],
      ],
    },
    {
      label: "Temporal",
      note: "knows the run’s id",
      spans: [[10, 46, "window", "one run: run/{binding}/{contact}/{window}"]],
      marks: [
        [10, "starts", "starts the run"],
        [38, "nothing", "the same id: has it already"],
      ],
    },
    {
      label: "Worker B",
      spans: [[37, 41, "wait", "notes it"]],
      marks: [[37, "starts", "takes the run, as the 30 s are over", "middle"]],
    },
  ],
};

export const drawings = [frequency, stops, waits, pressure, once];
