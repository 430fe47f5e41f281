import { objectOf, textOf } from "../../event-step.ts";
import { identityOf, identityOfUser } from "../../person.ts";
import type { Fields } from "../calls.ts";
import { invalid, required } from "./faults.ts";

const kinds = ["id", "email", "phone"] as const;

/**
 * The one identifier of a person, as the calls of version 1 take it.
 * @throws FaultyOperation
 */
export function personOf(given: unknown, field: string): Fields {
  const identifiers = objectOf(given);
  const named = kinds.filter((kind) => (identifiers[kind] ?? "") !== "");
  const [kind, ...others] = named;
  if (kind === undefined) {
    if (textOf(identifiers["cio_id"]) !== undefined) {
      throw invalid(`${field}.cio_id`, "is not known: Campanile gives no such ids");
    }
    throw required(field, "must have one of id, email, phone");
  }
  if (others.length > 0) {
    throw invalid(field, `must have one of id, email, phone, not ${named.join(" and ")}`);
  }
  const value = identifiers[kind];
  const identity = kind === "id" ? identityOfUser(value) : identityOf(kind, value);
  if (identity === null) throw invalid(`${field}.${kind}`, unreadable[kind]);
  return kind === "phone" ? { phone: identity.value } : { id: value };
}

const unreadable = {
  id: "must be a text or number of at most 300 characters that names somebody",
  email: "must be an e-mail address, such as ada@example.com",
  phone: "must be a phone number with its country code, such as +442071838750",
};

export interface ObjectName {
  type: string;
  id: string;
}

/** @throws FaultyOperation */
export function objectNameOf(given: unknown, field: string): ObjectName {
  const identifiers = objectOf(given);
  const type = textOf(identifiers["object_type_id"]);
  const id = textOf(identifiers["object_id"]);
  if (type !== undefined && id !== undefined) return { type, id };
  if (textOf(identifiers["cio_object_id"]) !== undefined) {
    throw invalid(`${field}.cio_object_id`, "is not known: Campanile gives no such ids");
  }
  throw required(field, "must have object_type_id and object_id");
}
