/** Why an operation can't be done, in the form in which version 2 of the track API says it. */
export interface Fault {
  reason: "required" | "invalid" | "forbidden";
  field: string;
  message: string;
}

/** Thrown while an operation is read. */
export class FaultyOperation extends Error {
  readonly fault: Fault;

  constructor(fault: Fault) {
    super(`${fault.field} ${fault.message}`);
    this.name = "FaultyOperation";
    this.fault = fault;
  }
}

export function required(field: string, message = "is needed"): FaultyOperation {
  return new FaultyOperation({ reason: "required", field, message });
}

export function invalid(field: string, message: string): FaultyOperation {
  return new FaultyOperation({ reason: "invalid", field, message });
}
