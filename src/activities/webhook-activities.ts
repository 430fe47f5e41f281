import type { SealingKeys } from "../platform/config/sealing-keys.ts";
import { ApplicationFailure, ApplicationFailureCategory } from "@temporalio/common";
import type { Logger } from "pino";
import type { Dispatcher } from "undici";
import type { Outcome } from "../blocks/block.ts";
import type { WebhookRequest } from "../blocks/webhook-request.ts";
import { contactsThatExist } from "../db/contacts/contact-identities.ts";
import type { Database, Sql } from "../db/core/database.ts";
import type { RunRecord } from "../db/runs/run-rows.ts";
import { setRunVariable } from "../db/runs/run-rows.ts";
import { hostsOfSecrets } from "../db/access/secrets.ts";
import type { WebhookCall } from "../db/messages/webhook-calls.ts";
import {
  countAttempt,
  dropCall,
  findCall,
  insertCall,
  recordCallError,
} from "../db/messages/webhook-calls.ts";
import type { OutsideWay, Performed, Step, StepResult } from "../domain/plan.ts";
import { messageIdOf } from "../domain/run-id.ts";
import { sayVisit } from "../domain/sentences/visit-sentences.ts";
import { isTransientStatus, retryDelayMs } from "../domain/webhook-retry.ts";
import { requestOutside } from "../platform/address-guard/request.ts";
import type { Renderer } from "../rendering/renderer.ts";
import { restarting } from "../rendering/restarting.ts";
import { openSecrets } from "../services/secrets/open.ts";
import { secretElsewhere } from "../services/secrets/secrets.ts";
import { renderWebhook, secretsNamed } from "../services/webhooks/render.ts";
import type { ShownAnswer } from "../services/webhooks/show-answer.ts";
import { showAnswer } from "../services/webhooks/show-answer.ts";
import { blockContext } from "./block-context.ts";
import { mapErrors } from "./map-errors.ts";
import { withHeartbeat } from "./heartbeat.ts";
import { journal, lockStep, openStep } from "./open-step.ts";
import type { StepContent } from "./step-content.ts";
import { withContent } from "./step-content.ts";
import type { OutsideActivities } from "./types.ts";
import type { FindBlock } from "./versions.ts";

export interface WebhookDependencies {
  db: Database;
  renderer: Renderer;
  findBlock: FindBlock;
  /** Reaches public addresses only. */
  agent: Dispatcher;
  secretsKeys: SealingKeys | undefined;
  log?: Logger;
}

/** A call that is to be made now. */
interface Call {
  request: WebhookRequest;
  /** From 1. */
  attempt: number;
  kind: string;
  /** Of a test launch that asks for it, calls are marked; of any other they are only rendered. */
  as: "real" | "marked" | "rendered";
}

type Ready = { at: "done"; result: Performed } | ({ at: "call" } & Call);

/** What a call came to. Messages are about the call alone: no address, no person, no secret. */
type Verdict =
  | { outcome: "ok" | "failed" | "rendered"; message: string; answer: ShownAnswer }
  | { outcome: "again"; message: string; answer: ShownAnswer; retryAfter: string | undefined };

const noAnswer: ShownAnswer = { status: null, headers: {}, body: null };

/**
 * Calls systems outside. The request is kept (its templates and what they see) and the attempt
 * counted in one transaction, made between two, and its answer noted with the step's journal row.
 * A repeated attempt sends the same request under the same Idempotency-Key.
 */
export function webhookActivities(
  deps: WebhookDependencies,
): Pick<OutsideActivities, "performWebhookBlock"> {
  return {
    performWebhookBlock: (step, way) =>
      withHeartbeat(() =>
        mapErrors(async () => {
          const ready = await withContent(deps, { step }, (content) =>
            restarting(content.renderer, (renderer) =>
              deps.db.tx((sql) => makeReady({ deps, step, way }, sql, { ...content, renderer })),
            ),
          );
          if (ready.at === "done") return ready.result;
          const verdict = await call(deps, step, ready);
          if (verdict.outcome !== "again") return settle(deps, step, ready, verdict);
          if (ready.attempt < ready.request.attempts) return postpone(deps, step, ready, verdict);
          return settle(deps, step, ready, { ...verdict, outcome: "failed" });
        }),
      ),
  };
}

async function makeReady(
  { deps, step, way }: { deps: WebhookDependencies; step: Step; way: OutsideWay | undefined },
  sql: Sql,
  content: StepContent,
): Promise<Ready> {
  const opened = await openStep(sql, step, way);
  if (opened.state === "done") return { at: "done", result: opened.result };
  if (opened.state === "held") return { at: "done", result: { branch: "", held: opened.held } };
  const { run } = opened;
  const published = await deps.findBlock(sql, run.versionId, step.blockId);
  const { block, config } = published;
  if (block.place !== "webhook") throw new Error(`${block.kind} calls nobody`);
  let kept = await findCall(sql, step);
  if (kept === undefined) {
    // What it is made of is rendered at each attempt, as secrets are never kept.
    const outcome = await block.perform(config, {
      ...blockContext(sql, run, step, content, published),
      call: (request) => insertCall(sql, step, request),
    });
    kept = await findCall(sql, step);
    if (kept === undefined) {
      return { at: "done", result: await journal(sql, step, block.kind, outcome) };
    }
  }
  const { attempts, problem }: WebhookCall = kept;
  const request = kept.request as WebhookRequest;
  if (attempts >= request.attempts) {
    const message = problem ?? sayVisit("endedDuringCall");
    await setRunVariable(sql, run.id, request.variable, noAnswer);
    await dropCall(sql, step);
    const outcome = outcomeOf({ outcome: "failed", message, answer: noAnswer }, attempts);
    return { at: "done", result: await journal(sql, step, block.kind, outcome) };
  }
  await countAttempt(sql, step);
  return { at: "call", request, attempt: attempts + 1, kind: block.kind, as: mannerOf(run) };
}

function mannerOf({ test }: RunRecord): Call["as"] {
  if (test === null) return "real";
  return test.callWebhooks === true ? "marked" : "rendered";
}

/** Makes the call: the one place that sees secrets. */
async function call(deps: WebhookDependencies, step: Step, made: Call): Promise<Verdict> {
  const { request, as } = made;
  const failed = (message: string): Verdict => ({ outcome: "failed", message, answer: noAnswer });
  const names = secretsNamed(request);
  const opened = await openSecrets(deps.db, deps.secretsKeys, names);
  if (opened.outcome === "missing") return failed(opened.message);
  const named = { id: messageIdOf(step), isTest: as !== "real" };
  const rendered = await withContent(deps, { step }, async (content) => {
    const its = await renderWebhook(content.renderer, request, opened.secrets, named);
    await content.settle(deps.db);
    return its;
  });
  if (rendered.outcome === "faulty") return failed(rendered.message);
  const elsewhere = secretElsewhere(rendered.request.url, await hostsOfSecrets(deps.db, names));
  if (elsewhere !== null) return failed(elsewhere);
  if (as === "rendered") return { outcome: "rendered", message: "", answer: noAnswer };
  const answered = await requestOutside(deps.agent, rendered.request);
  if (answered.outcome === "refused") return failed(answered.message);
  if (answered.outcome === "unreached") {
    const { message } = answered;
    return { outcome: "again", message, answer: noAnswer, retryAfter: undefined };
  }
  const { status, headers, body } = answered;
  const answer = showAnswer(answered, rendered.hidden);
  const message = sayVisit(body === null ? "answeredTooLong" : "answered", { status });
  const isExpected =
    request.expect === null ? status >= 200 && status < 300 : request.expect.includes(status);
  if (isExpected) return { outcome: "ok", message, answer };
  if (!isTransientStatus(status)) return { outcome: "failed", message, answer };
  return { outcome: "again", message, answer, retryAfter: headers["retry-after"] };
}

/** @throws ApplicationFailure by which Temporal tries again, later */
async function postpone(
  deps: WebhookDependencies,
  step: Step,
  { request, attempt }: Call,
  { message, retryAfter }: Extract<Verdict, { outcome: "again" }>,
): Promise<never> {
  await deps.db.tx(async (sql) => {
    const { run } = await lockStep(sql, step);
    const alive = run.status === "pending" || run.status === "running";
    await (alive ? recordCallError(sql, step, message) : dropCall(sql, step));
  });
  const delay = retryDelayMs(attempt, request, retryAfter, new Date());
  deps.log?.warn(
    { runId: step.runId, blockId: step.blockId, attempt, why: message, delay },
    "a webhook is tried again",
  );
  throw ApplicationFailure.create({
    message: `attempt ${attempt} of ${request.attempts}: ${message}`,
    type: "WebhookDeferred",
    // Expected, and logged by us: the SDK needs no warning of its own.
    category: ApplicationFailureCategory.BENIGN,
    nextRetryDelay: delay,
  });
}

async function settle(
  deps: WebhookDependencies,
  step: Step,
  { request, attempt, kind }: Call,
  verdict: Pick<Verdict, "outcome" | "message" | "answer">,
): Promise<StepResult> {
  return deps.db.tx(async (sql) => {
    const { run, done } = await lockStep(sql, step);
    // Another attempt went on meanwhile (this one was taken for dead): its word stands.
    if (done !== undefined) return done;
    await dropCall(sql, step);
    // What is said of a contact that was erased meanwhile is not kept.
    const isThere = (await contactsThatExist(sql, [run.contactId])).size > 0;
    await setRunVariable(sql, run.id, request.variable, isThere ? verdict.answer : noAnswer);
    return journal(sql, step, kind, outcomeOf(verdict, attempt));
  });
}

function outcomeOf(
  { outcome, message, answer }: Pick<Verdict, "outcome" | "message" | "answer">,
  attempts: number,
): Outcome {
  if (outcome === "rendered") {
    return { branch: "ok", note: sayVisit("webhookTest"), data: { status: null, attempts: 0 } };
  }
  const data = { status: answer.status, attempts };
  return outcome === "ok"
    ? { branch: "ok", note: okNote(message, attempts), data }
    : { branch: "failed", note: failedNote(message, attempts), data };
}

function okNote(what: string, attempts: number): string {
  return attempts === 1
    ? sayVisit("webhook", { what })
    : sayVisit("webhookAfter", { what, attempts });
}

function failedNote(why: string, attempts: number): string {
  return attempts === 1
    ? sayVisit("webhookFailed", { why })
    : sayVisit("webhookFailedAfter", { why, attempts });
}
