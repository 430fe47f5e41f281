import { AppError } from "../../contract/errors.ts";
import type { IncomingEvent, IngestResult, RefusedEvent } from "../../domain/event.ts";
import type { ContactUpdate } from "../../services/contacts/change-once.ts";
import { changeContactOnce } from "../../services/contacts/change-once.ts";
import type { Joining } from "../../services/contacts/join.ts";
import { joinContacts } from "../../services/contacts/join.ts";
import type { IncomingOrder } from "../../services/orders/incoming-order.ts";
import { saveOrderOfEvent } from "../../services/orders/upload.ts";
import type { FormatDependencies } from "./format.ts";

/** What a client's message asks for. */
export type FormatStep =
  | { do: "event"; event: IncomingEvent }
  /** Behind its event. A repetition finds what a crash has left between the two. */
  | { do: "order"; order: IncomingOrder }
  | { do: "contact"; news: ContactUpdate }
  | { do: "join"; joining: Joining }
  | { do: "refuse"; message: string };

/** What is wrong with a message; null: it was taken, now or before. */
export type MessageError = string | null;

/**
 * Does what messages ask for, in their order, each for itself. Events that follow one another share
 * a transaction. A message that can't be taken is named; what a repetition could mend is thrown, and
 * the repetition finds the rest done.
 */
export async function ingestMessages(
  deps: FormatDependencies,
  messages: readonly (readonly FormatStep[])[],
): Promise<MessageError[]> {
  const faults: MessageError[] = messages.map(() => null);
  let events: { index: number; event: IncomingEvent }[] = [];
  const flush = async (): Promise<void> => {
    const results = await deps.ingest.submit(events.map(({ event }) => event));
    for (const [place, { index }] of events.entries()) {
      faults[index] ??= errorOf(results[place]);
    }
    events = [];
  };
  for (const [index, steps] of messages.entries()) {
    for (const step of steps) {
      if (step.do === "event") {
        events.push({ index, event: step.event });
      } else {
        await flush();
        const fault = await takeOther(deps, step);
        // An event of nobody is kept, also with something to say of a contact.
        const isKept = fault?.about === "nobody" && steps.some((other) => other.do === "event");
        if (!isKept) faults[index] ??= fault?.message ?? null;
      }
    }
  }
  await flush();
  return faults;
}

interface Fault {
  about: "message" | "nobody";
  message: string;
}

async function takeOther(
  { context, ingest }: FormatDependencies,
  step: Exclude<FormatStep, { do: "event" }>,
): Promise<Fault | null> {
  try {
    if (step.do === "refuse") return { about: "message", message: step.message };
    if (step.do === "order") {
      await saveOrderOfEvent(context, ingest, step.order);
      return null;
    }
    const done =
      step.do === "contact"
        ? await changeContactOnce(context, step.news)
        : await joinContacts(context, step.joining);
    return done.outcome === "nobody" ? { about: "nobody", message: done.message } : null;
  } catch (error) {
    if (!(error instanceof AppError && error.code === "invalid")) throw error;
    return { about: "message", message: errorText(error) };
  }
}

/**
 * A message id that stands for an event which says something else counts as a repetition: a client
 * that sends again may stamp it anew, and these formats promise no more than the id.
 */
function errorOf(result: IngestResult | RefusedEvent | undefined): MessageError {
  if (result === undefined) throw new Error("ingest answered fewer events than it was given");
  if (result.outcome !== "refused") return null;
  return result.faults.map(({ param, message }) => `${param} ${message}`).join("; ");
}

export function errorText(error: AppError): string {
  const places = error.faults.map(({ path, message }) => `${path} ${message}`.trim());
  return [error.message, ...places].join("; ");
}
