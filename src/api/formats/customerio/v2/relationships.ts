import type { MessageError } from "../../ingest-messages.ts";
import { objectOf } from "../../event-step.ts";
import type { FormatDependencies } from "../../format.ts";
import type { Fields } from "../calls.ts";
import { changeContact } from "../calls.ts";
import { invalid } from "./faults.ts";
import type { ObjectName } from "./identifiers.ts";
import { objectNameOf, personOf } from "./identifiers.ts";

/** The contact's attribute that says which objects somebody belongs to. */
const attribute = "relationships";

export interface Relationship {
  person: Fields;
  object: ObjectName;
  attributes: Fields;
}

/**
 * The relationships of an operation about a person, or about an object.
 * @throws FaultyOperation
 */
export function relationshipsOf(
  operation: Fields,
  ends: { person: Fields } | { object: ObjectName },
): Relationship[] {
  const field = "cio_relationships";
  const given = operation[field] ?? [];
  if (!Array.isArray(given)) throw invalid(field, "must be a list");
  return given.map((each, index): Relationship => {
    const { identifiers, relationship_attributes: attributes } = objectOf(each);
    const place = `${field}[${index}].identifiers`;
    const other =
      "person" in ends
        ? { ...ends, object: objectNameOf(identifiers, place) }
        : { ...ends, person: visitorOr(identifiers, place) };
    return { ...other, attributes: objectOf(attributes) };
  });
}

function visitorOr(given: unknown, place: string): Fields {
  const anonymous = objectOf(given)["anonymous_id"];
  return anonymous === undefined ? personOf(given, place) : { anonymous_id: anonymous };
}

/** There are no objects here: what somebody belongs to is kept with the contact. */
export async function relate(
  deps: FormatDependencies,
  relationships: readonly Relationship[],
  change: "add" | "delete",
): Promise<MessageError> {
  for (const { person, object, attributes } of relationships) {
    const fault = await changeContact(deps, person, {
      profileOf: (before) => {
        const all = objectOf(before?.attributes[attribute]);
        const { [object.id]: own, ...others } = objectOf(all[object.type]);
        const kept =
          change === "delete"
            ? others
            : { ...others, [object.id]: { ...objectOf(own), ...attributes } };
        const { [object.type]: _before, ...otherTypes } = all;
        const next =
          Object.keys(kept).length === 0 ? otherTypes : { ...otherTypes, [object.type]: kept };
        return { attributes: { [attribute]: Object.keys(next).length === 0 ? null : next } };
      },
    });
    if (fault !== null) return fault;
  }
  return null;
}
