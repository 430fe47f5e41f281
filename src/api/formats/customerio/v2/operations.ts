import type { Scope } from "../../../../contract/scopes.ts";
import { objectOf, textOf } from "../../event-step.ts";
import type { FormatDependencies } from "../../format.ts";
import type { FormatStep, MessageError } from "../../ingest-messages.ts";
import type { Fields } from "../calls.ts";
import * as calls from "../calls.ts";
import { readMetric, reportMetric } from "../metrics.ts";
import { invalid, required } from "./faults.ts";
import { objectNameOf, personOf } from "./identifiers.ts";
import { relate, relationshipsOf } from "./relationships.ts";

/** What an operation asks for, once it has been read. */
export interface Planned {
  scope: Scope;
  /** The field that a fault is told of which is found when it is done. */
  field: string;
  /** Events that follow one another share a transaction. */
  work: FormatStep | ((deps: FormatDependencies) => Promise<MessageError>);
}

type Read = (operation: Fields) => Planned;

/** @throws FaultyOperation, and AppError `invalid` */
export function planOf(operation: Fields): Planned {
  const type = textOf(operation["type"]);
  if (type === undefined) throw required("type", `is needed: ${namesOf(types)}`);
  const actions = Object.hasOwn(types, type) ? types[type] : undefined;
  if (actions === undefined) throw invalid("type", `must be one of ${namesOf(types)}`);
  const action = textOf(operation["action"]);
  if (action === undefined) throw required("action", `is needed: ${namesOf(actions)}`);
  const read = Object.hasOwn(actions, action) ? actions[action] : undefined;
  if (read === undefined) throw invalid("action", `must be one of ${namesOf(actions)}`);
  return read(operation);
}

const namesOf = (record: object): string => Object.keys(record).join(", ");

/** An operation on one person, by the call of version 1 that does the same. */
function onPerson(
  field: string,
  scope: Scope,
  call: (deps: FormatDependencies, person: Fields, operation: Fields) => Promise<MessageError>,
): Read {
  return (operation) => {
    const person = personOf(operation["identifiers"], "identifiers");
    return { scope, field, work: (deps) => call(deps, person, operation) };
  };
}

function event(type?: "page" | "screen"): Read {
  return (operation) => {
    const { name, id, timestamp, attributes } = operation;
    const anonymous =
      operation["anonymous_id"] ?? objectOf(operation["identifiers"])["anonymous_id"];
    const hasPerson = anonymous === undefined || namesPerson(operation["identifiers"]);
    const person = hasPerson ? personOf(operation["identifiers"], "identifiers") : {};
    if (textOf(name) === undefined) throw required("name");
    const body: Fields = { name, id, timestamp, data: attributes, anonymous_id: anonymous, type };
    return { scope: "send", field: "attributes", work: calls.trackStep(person, body) };
  };
}

function namesPerson(identifiers: unknown): boolean {
  const { anonymous_id: _visitor, ...others } = objectOf(identifiers);
  return Object.keys(others).length > 0;
}

function onDevice(
  call: (deps: FormatDependencies, person: Fields, device: Fields) => Promise<MessageError>,
): Read {
  return (operation) => {
    const person = personOf(operation["identifiers"], "identifiers");
    const device = objectOf(operation["device"]);
    if (textOf(device["token"]) === undefined) throw required("device.token");
    return { scope: "send", field: "device", work: (deps) => call(deps, person, device) };
  };
}

function ofPerson(change: "add" | "delete"): Read {
  return (operation) => {
    const person = personOf(operation["identifiers"], "identifiers");
    const relationships = relationshipsOf(operation, { person });
    return {
      scope: "send",
      field: "cio_relationships",
      work: (deps) => relate(deps, relationships, change),
    };
  };
}

function ofObject(change: "add" | "delete"): Read {
  return (operation) => {
    const object = objectNameOf(operation["identifiers"], "identifiers");
    const visitor = operation["anonymous_id"];
    const relationships = [
      ...relationshipsOf(operation, { object }),
      ...(visitor === undefined
        ? []
        : [{ person: { anonymous_id: visitor }, object, attributes: {} }]),
    ];
    return {
      scope: "send",
      field: "cio_relationships",
      work: (deps) => relate(deps, relationships, change),
    };
  };
}

const identifyPerson: Read = (operation) => {
  const person = personOf(operation["identifiers"], "identifiers");
  const relationships = relationshipsOf(operation, { person });
  return {
    scope: "send",
    field: "attributes",
    work: async (deps) =>
      (await calls.identify(deps, person, objectOf(operation["attributes"]))) ??
      (await relate(deps, relationships, "add")),
  };
};

const mergePeople: Read = (operation) => {
  for (const field of ["primary", "secondary"]) {
    if (operation[field] === undefined) throw required(field, "must have one of id, email, phone");
    personOf(operation[field], field);
  }
  return { scope: "manage", field: "primary", work: (deps) => calls.merge(deps, {}, operation) };
};

const reportDelivery: Read = ({ name, identifiers, timestamp, attributes }) => {
  const deliveryId = objectOf(identifiers)["id"];
  if (textOf(deliveryId) === undefined) throw required("identifiers.id");
  const { href } = objectOf(attributes);
  const metric = readMetric({ deliveryId, metric: name, href, timestamp });
  if (typeof metric === "string") throw invalid("name", metric);
  const work = async ({ context }: FormatDependencies) => {
    await reportMetric(context, metric);
    return null;
  };
  return { scope: "send", field: "identifiers.id", work };
};

const types: Record<string, Record<string, Read>> = {
  person: {
    identify: identifyPerson,
    delete: onPerson("identifiers", "manage", calls.erase),
    event: event(),
    screen: event("screen"),
    page: event("page"),
    add_relationships: ofPerson("add"),
    delete_relationships: ofPerson("delete"),
    add_device: onDevice((deps, person, { token, ...device }) =>
      calls.addDevice(deps, person, { device: { ...device, id: token } }),
    ),
    delete_device: onDevice((deps, person, { token }) =>
      calls.dropDevice(deps, { ...person, device: token }, {}),
    ),
    merge: mergePeople,
    suppress: onPerson("identifiers", "send", calls.suppress),
    unsuppress: onPerson("identifiers", "send", calls.unsuppress),
  },
  object: {
    identify: ofObject("add"),
    identify_anonymous: ofObject("add"),
    delete: ofObject("delete"),
    add_relationships: ofObject("add"),
    delete_relationships: ofObject("delete"),
  },
  delivery: { event: reportDelivery },
};
