import { messageNote } from "../../../src/channels/description.ts";
import { channels, notSetUp } from "../../../src/channels/registry.ts";
import type { LiveBinding } from "../../../src/db/events/bindings-for-events.ts";
import type { Frequency } from "../../../src/domain/frequency.ts";
import { frequencyLabel, periodUnits } from "../../../src/domain/frequency.ts";
import { whyNameless } from "../../../src/domain/nameless-ids.ts";
import type { Cap } from "../../../src/domain/pressure/cap.ts";
import { heldByCap, heldByPriority, heldByQuiet } from "../../../src/domain/pressure/held-back.ts";
import { quietAt } from "../../../src/domain/pressure/quiet.ts";
import type { Schedule } from "../../../src/domain/schedule.ts";
import { stopReason } from "../../../src/domain/stop-rule.ts";
import { suppressionReason, suppressionReasons } from "../../../src/domain/suppression.ts";
import { weekdays } from "../../../src/domain/time-window.ts";
import * as reasons from "../../../src/ingest/decision-reasons.ts";
import { bindingLabel } from "../../../src/services/bindings/label.ts";
import type { SendPermission } from "../../../src/services/topics/permission.ts";
import {
  addressPermission,
  ownersPermission,
  ownPermission,
} from "../../../src/services/topics/permission.ts";

import { saidByBlocks } from "./summaries.ts";

const at = new Date("2026-11-29T10:00:00.000Z");
const filter = { ">": [{ var: "event.params.total" }, 100] };

const frequencies: Frequency[] = [
  { kind: "each" },
  { kind: "once" },
  ...periodUnits.flatMap((unit) =>
    [1, 2, 5].flatMap((every) =>
      (["rolling", "calendar"] as const).map((window): Frequency => ({
        kind: "period",
        every,
        unit,
        window,
        timeZone: "Europe/Kyiv",
      })),
    ),
  ),
];
const subjects = ["contact", "key"] as const;

const start = (change: object = {}) =>
  ({
    role: "start",
    status: "active",
    versionId: "v",
    enabled: true,
    frequency: { kind: "once" },
    subject: "contact",
    filter,
    ...change,
  }) as unknown as Extract<LiveBinding, { role: "start" }>;

/** What each of the module says: a new one has to be put here. */
const decisions: { [Name in keyof typeof reasons]: (string | null)[] } = {
  switchedOffReason: [
    reasons.switchedOffReason(start({ enabled: false })),
    reasons.switchedOffReason(start({ enabled: false, role: "stop" })),
  ],
  inactiveReason: [
    reasons.inactiveReason(start({ status: "draft" })),
    reasons.inactiveReason(start({ status: "paused" })),
    reasons.inactiveReason(start({ status: "archived" })),
    reasons.inactiveReason(start({ versionId: null })),
  ],
  filteredReason: [reasons.filteredReason(start())],
  machineReason: [
    reasons.machineReason({
      signs: ["prefetch", "robot", "several_links", "speed", "http_client"],
    }),
  ],
  tooCostlyReason: [reasons.tooCostlyReason],
  noContactReason: [reasons.noContactReason],
  launchedReason: frequencies.flatMap((frequency) =>
    subjects.map((subject) => reasons.launchedReason(start({ frequency, subject }))),
  ),
  suppressedReason: [
    reasons.suppressedReason(start(), null),
    reasons.suppressedReason(start(), at),
  ],
  heldOutReason: [reasons.heldOutReason("workflow", 100), reasons.heldOutReason("workspace", 25)],
  fanOutReason: [reasons.fanOutReason("VIP", "0197a5d0-ac96-774b-bcce-b302099a8057")],
  inProgressReason: [reasons.inProgressReason],
  loopReason: [reasons.loopReason(11)],
  tooOldReason: [86_400_000, 172_800_000, 3_600_000, 60_000, 1_500].map((limit) =>
    reasons.tooOldReason(at, limit),
  ),
  stoppedSinceReason: [reasons.stoppedSinceReason("orderPaid", at)],
  stoppedBeforeReason: [reasons.stoppedBeforeReason("orderPaid", at)],
  noSegmentReason: [reasons.noSegmentReason("VIP")],
  noSegmentInParamReason: [reasons.noSegmentInParamReason("list")],
  nothingToStopByReason: [reasons.nothingToStopByReason],
  stopsReason: [0, 1, 2].flatMap((stopped) =>
    subjects.map((by) => reasons.stopsReason(by, stopped)),
  ),
};

const binding = {
  role: "start" as const,
  frequency: { kind: "each" } as Frequency,
  subject: "contact" as const,
  match: null,
  filter: null,
  ignoreOlderThan: null,
  lookBack: null,
  avoidInProgress: false,
  includeMachines: false,
  forEach: null,
  schedule: null,
};
const timeZone = "Europe/Kyiv";
const schedules: Schedule[] = [
  { kind: "cron", cron: "0 9 * * 1", timeZone },
  { kind: "every", every: 1, unit: "hours", timeZone },
  { kind: "every", every: 15, unit: "minutes", timeZone },
  { kind: "every", every: 1, unit: "days", at: "09:00", timeZone },
  { kind: "every", every: 2, unit: "weeks", weekdays: ["monday", "sunday"], timeZone },
  { kind: "every", every: 1, unit: "months", timeZone },
];

const bindings = [
  ...frequencies.flatMap((frequency) =>
    subjects.map((subject) => bindingLabel({ ...binding, frequency, subject })),
  ),
  ...(["auto", "contact", "key"] as const).map((match) =>
    bindingLabel({
      ...binding,
      role: "stop",
      frequency: null,
      subject: null,
      match,
      lookBack: 604_800,
    }),
  ),
  ...schedules.flatMap((schedule) => [
    bindingLabel({ ...binding, forEach: { segment: "VIP" }, schedule }),
    bindingLabel({ ...binding, forEach: { param: "list" }, schedule }),
  ]),
  bindingLabel({
    ...binding,
    forEach: { segment: "VIP" },
    filter,
    avoidInProgress: true,
    includeMachines: true,
    ignoreOlderThan: 3_600,
  }),
];

const caps = [1, 3].flatMap((limit) =>
  (["all", ["email", "webPush"]] as const).flatMap((by) =>
    [1, 2, 7].flatMap((count) =>
      (["rolling", "calendar"] as const).map((window) => {
        const cap: Cap = { channels: by, limit, window, every: count, unit: "days" };
        const place = {
          messageId: "m",
          channel: "email",
          at,
          workflowId: "w",
          workflowName: 'Вітання, "нове"',
        };
        return heldByCap(
          { cap, winners: Array.from({ length: count }, () => place), freeAt: at },
          at,
        ).words;
      }),
    ),
  ),
);

const quiet = quietAt([{ days: [...weekdays], from: "00:00", to: "23:00" }], [], at, "UTC");
const holiday = { until: at, words: "Різдво (Свята України)" };

const said = {
  unsubscribed: false,
  unsubscribedByChannel: false,
  state: null,
  stateByChannel: null,
  optIn: true,
};
const wish = { channel: "sms", topic: "sale", transactional: false };
const permissions: SendPermission[] = [
  ownPermission(undefined, wish),
  ownPermission(said, wish),
  ...[
    { unsubscribed: true },
    { unsubscribedByChannel: true },
    { state: "unsubscribed" as const },
    { stateByChannel: "unsubscribed" as const },
  ].flatMap((change) => [
    ownPermission({ ...said, ...change }, wish),
    ownersPermission({ ...said, ...change }, wish),
  ]),
  addressPermission({ reason: "manual", scope: "all", code: "5.1.1", at: at.toISOString() }, wish),
];

const messages = [
  ...caps,
  heldByPriority({ workflowName: "Welcome" } as never, at).words,
  ...(quiet === null ? [] : [heldByQuiet(quiet, at).words]),
  heldByQuiet(holiday, at).words,
  ...suppressionReasons.map((reason) =>
    suppressionReason({ reason, scope: "all", code: null, at: at.toISOString() }),
  ),
  ...permissions.flatMap((permission) => (permission.ok ? [] : [permission.reason])),
  ...[...channels.values()].flatMap((channel) => [
    channel.address.absent,
    channel.address.invalid,
    notSetUp(channel.name),
    ...["queued", "sent", "not sent", "failed", "unknown", "held", "dropped"].flatMap((state) => [
      messageNote(channel, state),
      messageNote(channel, state, channel.address.absent),
    ]),
  ]),
];

const others = [
  stopReason({ kind: "segment", segment: "VIP", when: "enters" }),
  stopReason({ kind: "segment", segment: "VIP", when: "leaves" }),
  stopReason({ kind: "order", statuses: ["DELIVERED", "CANCELLED"] }),
  whyNameless({ kind: "contactId", value: "undefined" }),
  whyNameless({ kind: "contactId", value: "x" }, ["x"]),
];

/** What those who write sentences say, of everything that they can say something else about. */
export function saidByWriters(): string[] {
  const all = [
    ...Object.values(decisions).flat(),
    ...frequencies.flatMap((one) => subjects.map((subject) => frequencyLabel(one, subject))),
    ...bindings,
    ...messages,
    ...others,
    ...saidByBlocks().map(({ text }) => text),
  ];
  return all.map((text) => {
    if (text === null) throw new Error("a sample says nothing");
    return text;
  });
}
