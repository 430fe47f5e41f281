import { z } from "zod";
import { AppError } from "../../../contract/errors.ts";
import type { FieldError } from "../../../contract/errors.ts";
import type { IncomingEvent } from "../../../domain/event.ts";
import { parse, parseOneOfMany } from "../../../contract/parse.ts";
import { required } from "../../../domain/required.ts";
import type { FormatDependencies } from "../format.ts";
import { contentId } from "./content-id.ts";
import type { Endpoint } from "./endpoint.ts";
import { mebibyte } from "./endpoint.ts";
import type { FormatEvent, Version } from "./event-form.ts";
import { eventForm } from "./event-form.ts";
import { identified } from "./identify.ts";

const past = z.looseObject({
  events: z
    .array(z.unknown())
    .min(1, "must have at least one event")
    .max(500, "must have at most 500 events"),
});

/**
 * Past events: kept for the record, deciding nothing. Each stands for itself; those that can't be
 * taken are named. The same upload again adds nothing.
 */
export const pastEventEndpoints: Endpoint[] = ([1, 2, 3] as const).map((version) => ({
  method: "post",
  path: `/api/v${version}/past_events`,
  scope: "send",
  body: { limit: 5 * mebibyte, list: "events" },
  handle: async (deps, { body }) => {
    const { events } = parse(past, body);
    const rejected = await takePast(deps, events, version);
    if (rejected.length === events.length) {
      const faults = rejected.flatMap(({ errors }) => errors).slice(0, 100);
      throw new AppError("invalid", "none of the events can be taken", { faults });
    }
    return rejected.length === 0 ? "empty" : { json: { rejected } };
  },
}));

interface Rejected {
  index: number;
  errors: FieldError[];
}

async function takePast(
  { context, ingest }: FormatDependencies,
  inputs: readonly unknown[],
  version: Version,
): Promise<Rejected[]> {
  const rejected: Rejected[] = [];
  const good: { index: number; parsed: FormatEvent }[] = [];
  for (const [index, input] of inputs.entries()) {
    const parsed = parseOneOfMany(pastForm(version), input, ["events", index]);
    if (parsed.ok) good.push({ index, parsed: parsed.data });
    else rejected.push({ index, errors: parsed.errors });
  }
  const events = await identified(
    context,
    good.map(({ parsed }) => parsed),
  );
  const results = await ingest.submit(events.map(asPast));
  for (const [place, result] of results.entries()) {
    const { index } = required(good[place], "the event of a result");
    if (result.outcome !== "refused") continue;
    const errors = result.faults.map(({ param, message }) => ({
      path: `events[${index}].params.${param}`,
      message,
    }));
    rejected.push({ index, errors });
  }
  return rejected.toSorted((a, b) => a.index - b.index);
}

function pastForm(version: Version) {
  return eventForm(version).superRefine(({ event }, check) => {
    if (event.occurredAt !== undefined) return;
    check.addIssue({ code: "custom", path: ["occurred"], message: "is missing" });
  });
}

function asPast(event: IncomingEvent): IncomingEvent {
  return { ...event, past: true, messageId: contentId("past", event) };
}
