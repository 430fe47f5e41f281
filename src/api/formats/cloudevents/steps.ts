import { AppError } from "../../../contract/errors.ts";
import { identitiesIn } from "../../../contract/identifying-params.ts";
import {
  eventStep,
  messageIdOf,
  objectOf,
  idTextOf,
  orderKeyIn,
  refuse,
  textOf,
} from "../event-step.ts";
import { storable } from "../storable.ts";
import { momentOf } from "../moment.ts";
import { withNames } from "../../../domain/nameless-ids.ts";
import { distinctKinds, identityOfUser } from "../person.ts";
import type { FormatStep } from "../ingest-messages.ts";
import { errorText } from "../ingest-messages.ts";
import type { CloudEvent } from "./read.ts";

const needed = ["specversion", "id", "source", "type"] as const;

/** What one event asks for: to be kept, or why it can't. */
export function stepsOf(event: CloudEvent): FormatStep[] {
  try {
    const attributes = objectOf(storable(event.attributes));
    return [stepOf(attributes, storable(event.data, ["data"]))];
  } catch (error) {
    if (error instanceof AppError && error.code === "invalid") return [refuse(errorText(error))];
    throw error;
  }
}

function stepOf(attributes: Record<string, unknown>, data: unknown): FormatStep {
  const lacking = needed.filter((name) => textOf(attributes[name]) === undefined);
  if (lacking.length > 0) return refuse(`the event lacks ${lacking.join(", ")}`);
  const { specversion, id, source, type, subject, time, ...others } = attributes;
  if (textOf(specversion) !== "1.0") return refuse("specversion must be 1.0");
  const occurredAt = momentOf(time);
  if (time !== undefined && time !== null && occurredAt === undefined) {
    return refuse("time must be an RFC 3339 time such as 2026-03-01T12:00:00Z");
  }
  const said = paramsOf(data);
  const { identities, faults } = identitiesIn(
    Object.entries(said).map(([name, value]) => ({ name, value, path: [name] })),
  );
  if (faults.length > 0) {
    return refuse(
      faults.map(({ path, message }) => `data.${path.join(".")} ${message}`).join("; "),
    );
  }
  const whose = distinctKinds([identityOfUser(subject), ...identities]);
  const messageId = messageIdOf("cloudevents", ownId(String(source), String(id)));
  return eventStep({
    name: String(type),
    keys: [orderKeyIn(said), idTextOf(subject), withNames(whose)[0]?.value, textOf(id)],
    params: {
      ...said,
      cloudEvent: { id, source, type, ...(subject != null && { subject }), ...others },
    },
    identities: whose,
    ...(messageId !== undefined && { messageId }),
    ...(occurredAt !== undefined && { occurredAt }),
  });
}

function paramsOf(data: unknown): Record<string, unknown> {
  if (data === undefined || data === null) return {};
  return typeof data === "object" && !Array.isArray(data) ? objectOf(data) : { data };
}

/** Both together name an event. A source is a URI and has no blanks: no other pair reads the same. */
function ownId(source: string, id: string): string {
  return `${source.replaceAll(" ", "%20")} ${id}`;
}
