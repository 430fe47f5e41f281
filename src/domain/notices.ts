/** What others can be told of, and Reteno's word for it (in its manner, where it has none). */
export const noticeLabels = {
  message_held: "HELD",
  message_dropped: "DROPPED",
  message_sent: "DELIVERED",
  message_failed: "UNDELIVERED",
  message_unknown: "UNKNOWN",
  message_delivered: "RECEIVED",
  message_bounced: "UNDELIVERED",
  message_complained: "SPAM",
  message_replied: "REPLIED",
  message_opened: "READ",
  message_clicked: "CLICKED",
  message_unsubscribed: "UNSUBSCRIBED",
  run_started: "WORKFLOW_STARTED",
  run_completed: "WORKFLOW_COMPLETED",
  run_stopped: "WORKFLOW_STOPPED",
  run_failed: "WORKFLOW_FAILED",
} as const;

export type Notice = keyof typeof noticeLabels;
export const notices = Object.keys(noticeLabels) as Notice[];

const minute = 60_000;
const longest = 60 * minute;
const giveUpAfter = 3 * 24 * 60 * minute;

/**
 * Milliseconds until the next attempt of a request that has failed: 1, 2, 4, 8 … minutes, hourly in
 * the end. Null: it has been tried for three days.
 *
 * @param attempts that have failed, from 1
 * @param age milliseconds since the request was made up
 */
export function nextAttemptIn(attempts: number, age: number): number | null {
  const pause = Math.min(longest, minute * 2 ** Math.min(attempts - 1, 10));
  return age + pause > giveUpAfter ? null : pause;
}
