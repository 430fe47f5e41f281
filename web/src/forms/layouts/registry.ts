import { EmailSettings } from "../message/EmailSettings.tsx";
import { GetOrderLayout } from "./GetOrderLayout.tsx";
import { GoalLayout } from "./GoalLayout.tsx";
import type { Layout } from "./layout.ts";
import { SendToSegmentLayout } from "./SendToSegmentLayout.tsx";
import { SetVariableLayout } from "./SetVariableLayout.tsx";
import { WaitUntilLayout } from "./WaitUntilLayout.tsx";
import { WebhookLayout } from "./WebhookLayout.tsx";

/** Kinds whose settings stand better in an order or a choice of their own. */
export const layouts: ReadonlyMap<string, Layout> = new Map<string, Layout>([
  ["sendEmail", EmailSettings],
  ["sendToSegment", SendToSegmentLayout],
  ["getOrder", GetOrderLayout],
  ["goal", GoalLayout],
  ["setVariable", SetVariableLayout],
  ["waitUntil", WaitUntilLayout],
  ["webhook", WebhookLayout],
]);
