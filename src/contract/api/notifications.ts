import { z } from "zod";
import { conditionKinds } from "../../domain/notifications/condition.ts";
import { count, int4 } from "../integers.ts";
import { id, title } from "./fields.ts";
import { pageOf, pageQuery } from "./page.ts";

const most = 20;
const notificationLanguages = ["en", "uk"] as const;

const language = z.enum(notificationLanguages).meta({ description: "Of what it is told" });

function isAddress(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, username, password } = new URL(text);
  return /^https?:$/.test(protocol) && username === "" && password === "";
}

const url = z
  .string()
  .trim()
  .max(2_000)
  .refine(isAddress, "must be an http or https address without user name and password");
const name = title(200);

export const newNotificationTarget = z
  .discriminatedUnion("kind", [
    z.strictObject({
      kind: z.literal("email"),
      name,
      language: language.default("en"),
      address: z.email("must be an e-mail address").max(320),
    }),
    z.strictObject({
      kind: z.literal("slack"),
      name,
      language: language.default("en"),
      url: url.meta({
        description: "Of an incoming webhook; kept sealed, and never shown again",
        example: "https://hooks.slack.com/services/T000/B000/XXXX",
      }),
    }),
    z.strictObject({
      kind: z.literal("webhook"),
      name,
      language: language.default("en"),
      url: url.meta({ example: "https://shop.example.com/alerts" }),
    }),
  ])
  .meta({ id: "NewNotificationTarget" });

export const notificationTargetChange = z
  .strictObject({ name: name.optional(), language: language.optional() })
  .refine((change) => Object.keys(change).length > 0, "must change something")
  .meta({ minProperties: 1, id: "NotificationTargetChange" });

export const notificationTarget = z
  .strictObject({
    id: z.guid(),
    name: z.string(),
    kind: z.enum(["email", "slack", "webhook"]),
    address: z
      .string()
      .meta({ description: "Of Slack the host alone: the rest of the address is a secret" }),
    language,
    rules: z
      .array(z.strictObject({ id: z.guid(), name: z.string() }))
      .meta({ description: "That tell it; 20 at most" }),
    lastProblem: z
      .string()
      .nullable()
      .meta({ description: "Why it was not told last; null: it was, or never" }),
    createdAt: z.date(),
  })
  .meta({ id: "NotificationTarget" });

export const createdNotificationTarget = notificationTarget
  .extend({
    secret: z
      .string()
      .nullable()
      .meta({ description: "Of a webhook: what its requests are signed with, shown only now" }),
  })
  .meta({ id: "CreatedNotificationTarget" });

export const notificationTargetPage = pageOf(notificationTarget).meta({
  id: "NotificationTargetPage",
});

export const triedTarget = z
  .strictObject({
    outcome: z.enum(["delivered", "failed"]),
    problem: z.string().nullable().meta({ description: "Why it failed, in words" }),
  })
  .meta({ id: "TriedNotificationTarget" });

const rate = {
  percent: z.number().min(0.01).max(100).meta({ description: "More than so many of a hundred" }),
  hours: int4(1).max(72).default(24).meta({ description: "Within so many hours" }),
  atLeast: int4(1)
    .max(1_000_000)
    .default(100)
    .meta({ description: "Of fewer, a share says nothing" }),
};
const watched = z
  .enum(["eventType", "workflow"])
  .meta({ description: "The events of a type, or the runs of a workflow" });
/** @param oneOrAll the id of one thing, or null */
function conditionBy<Id extends z.ZodType>(oneOrAll: Id) {
  return z.discriminatedUnion("kind", [
    z.strictObject({
      kind: z.literal("silence"),
      of: watched,
      id: oneOrAll,
      hours: int4(1)
        .max(72)
        .meta({
          description:
            "None for so many hours, where there were some at that time of day on five of the last " +
            "seven days and a week ago",
        }),
    }),
    z.strictObject({
      kind: z.literal("burst"),
      of: watched,
      id: oneOrAll,
      times: z.number().min(1.5).max(100).meta({
        description:
          "So many times as many in the last hour as at this time on the last seven days",
      }),
      atLeast: int4(1).max(1_000_000).default(100).meta({ description: "Fewer are no burst" }),
    }),
    z.strictObject({ kind: z.literal("failedRuns"), workflowId: oneOrAll, ...rate }),
    z.strictObject({ kind: z.literal("failedMessages"), ...rate }),
    z.strictObject({ kind: z.literal("bounces"), ...rate }),
    z.strictObject({ kind: z.literal("complaints"), ...rate }),
    z.strictObject({ kind: z.literal("lowPool"), id: oneOrAll }),
    z.strictObject({
      kind: z.literal("backlog"),
      minutes: int4(1).max(1_440).meta({
        description: "The oldest run, signal or fan-out that no worker takes has waited so long",
      }),
    }),
    z.strictObject({ kind: z.literal("channelNotSetUp") }),
    z.strictObject({ kind: z.literal("lateWebhook") }),
  ]);
}

const ofAll = { description: "Null: of all" };
const notificationCondition = conditionBy(id.nullable().default(null).meta(ofAll)).meta({
  id: "NewNotificationCondition",
});
const shownCondition = conditionBy(z.guid().nullable().meta(ofAll)).meta({
  id: "NotificationCondition",
});

const targetIds = z
  .array(id)
  .max(most)
  .transform((all) => [...new Set(all)])
  .meta({ description: "Who is told. Nobody: it stands in the list only" });
const quietHours = int4(0).max(168).meta({
  description:
    "The same is not told again for so many hours after it began, even when it had ended",
});

export const newNotificationRule = z
  .strictObject({
    name,
    condition: notificationCondition,
    targetIds,
    quietHours: quietHours.default(24),
    enabled: z.boolean().default(true),
  })
  .meta({ id: "NewNotificationRule" });

export const notificationRuleChange = z
  .strictObject({
    name: name.optional(),
    condition: notificationCondition.optional(),
    targetIds: targetIds.optional(),
    quietHours: quietHours.optional(),
    enabled: z
      .boolean()
      .optional()
      .meta({ description: "Switched off, what it had found ends, and that is not told" }),
  })
  .refine((change) => Object.keys(change).length > 0, "must change something")
  .meta({ minProperties: 1, id: "NotificationRuleChange" });

export const notificationRule = z
  .strictObject({
    id: z.guid(),
    name: z.string(),
    condition: shownCondition,
    subjectName: z
      .string()
      .nullable()
      .meta({ description: "Of the event type, workflow or pool that it is about; null: of all" }),
    targets: z.array(z.strictObject({ id: z.guid(), name: z.string() })),
    quietHours: int4(0),
    enabled: z.boolean(),
    open: count.meta({ description: "What it has found and has not ended" }),
    createdAt: z.date(),
  })
  .meta({ id: "NotificationRule" });

export const notificationRulePage = pageOf(notificationRule).meta({ id: "NotificationRulePage" });

export const notificationsQuery = pageQuery.extend({
  ruleId: id.optional(),
  state: z.enum(["open", "ended"]).optional().meta({ description: "Open: what has not ended" }),
});

export const notification = z
  .strictObject({
    id: z.guid(),
    rule: z.strictObject({ id: z.guid(), name: z.string(), kind: z.enum(conditionKinds) }),
    of: watched.nullable().meta({ description: "What the rule looks at, where it can be either" }),
    subject: z.string().meta({
      description: "The id of the event type, workflow, pool, webhook or channel; empty: of all",
    }),
    name: z.string().nullable().meta({ description: "Of the subject, when it began" }),
    figures: z.strictObject({
      count: z.number().optional().meta({ description: "What was counted when it began" }),
      of: z.number().optional().meta({ description: "As many as usual, or of how many" }),
      lastAt: z.iso.datetime().nullable().optional(),
      problem: z.string().nullable().optional(),
    }),
    beganAt: z.date(),
    endedAt: z.date().nullable(),
    tellings: z.array(
      z.strictObject({
        what: z.enum(["began", "ended"]),
        target: z.strictObject({
          id: z.guid().nullable().meta({ description: "Null: deleted since" }),
          name: z.string(),
        }),
        state: z.enum(["pending", "delivered", "given_up"]),
        at: z
          .date()
          .meta({ description: "When it was delivered or given up, else when it is tried next" }),
        problem: z.string().nullable(),
      }),
    ),
  })
  .meta({ id: "Notification" });

export const notificationPage = pageOf(notification).meta({ id: "NotificationPage" });

export type NewNotificationTarget = z.output<typeof newNotificationTarget>;
export type NotificationTargetChange = z.output<typeof notificationTargetChange>;
export type NotificationTarget = z.input<typeof notificationTarget>;
export type NewNotificationRule = z.output<typeof newNotificationRule>;
export type NotificationRuleChange = z.output<typeof notificationRuleChange>;
export type NotificationRule = z.input<typeof notificationRule>;
export type Notification = z.input<typeof notification>;
export type NotificationsQuery = z.output<typeof notificationsQuery>;
