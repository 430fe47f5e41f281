import type { Explanation } from "../../contract/api/contact-explanation.ts";

type Facts = Omit<Explanation, "answer" | "reason">;
type Verdict = Pick<Explanation, "answer" | "reason">;

/** What all that is known comes to: of the newest run, unless an event came since that launched none. */
export function verdictOf(facts: Facts): Verdict {
  const [newest] = facts.runs;
  const decided = newestDecision(facts);
  if (newest !== undefined && !(decided !== null && decided.at > newest.run.createdAt)) {
    return verdictOfRun(newest, facts);
  }
  const [message] = facts.messages;
  // One that came by another way than a run of theirs: a message to a whole segment.
  if (newest === undefined && decided === null && message !== undefined) {
    return verdictOfMessage(message);
  }
  return verdictOfStarts(facts, decided);
}

function verdictOfRun({ run, notSent }: Facts["runs"][number], facts: Facts): Verdict {
  const [message] = facts.messages.filter(({ runId }) => runId === run.id);
  if (message !== undefined && message.state === "sent") return { answer: "sent", reason: null };
  const [kept] = notSent.toReversed();
  if (kept !== undefined) return { answer: "message_not_sent", reason: kept.note };
  if (message !== undefined) {
    const verdict = verdictOfMessage(message);
    if (verdict.answer !== "running") return verdict;
  }
  if (run.status === "failed") return { answer: "run_failed", reason: messageIn(run.error) };
  if (run.status === "stopped") return { answer: "run_stopped", reason: null };
  if (run.status === "completed") return { answer: "run_ended", reason: null };
  return { answer: "running", reason: null };
}

function verdictOfMessage({ state, error, heldBack }: Facts["messages"][number]): Verdict {
  if (state === "sent") return { answer: "sent", reason: null };
  if (state === "held") return { answer: "message_held", reason: heldBack?.words ?? error };
  if (state === "dropped") return { answer: "message_not_sent", reason: heldBack?.words ?? error };
  if (state === "failed" || state === "unknown") return { answer: "message_failed", reason: error };
  return { answer: "running", reason: null };
}

function verdictOfStarts(
  { workflow, triggers }: Facts,
  decided: ReturnType<typeof newestDecision>,
): Verdict {
  if (workflow.status !== "active") return { answer: "not_active", reason: null };
  if (triggers.length === 0) return { answer: "no_trigger", reason: null };
  if (triggers.every(({ enabled }) => !enabled)) return { answer: "switched_off", reason: null };
  if (decided !== null) return { answer: "decided", reason: decided.reason };
  const isOut = triggers.every(({ segment }) => segment !== null && !segment.isMember);
  return { answer: isOut ? "not_member" : "no_event", reason: null };
}

/** The newest event that launched nothing, if none has since. */
function newestDecision({ triggers }: Facts) {
  const [newest] = triggers
    .flatMap(({ events }) => events)
    .filter(({ outcome }) => outcome !== null)
    .toSorted((a, b) => b.at.getTime() - a.at.getTime());
  return newest === undefined || newest.outcome === "launched" ? null : newest;
}

function messageIn(error: unknown): string | null {
  if (typeof error !== "object" || error === null) return null;
  const { message } = error as { message?: unknown };
  return typeof message === "string" ? message : null;
}
