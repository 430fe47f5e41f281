export interface Fault {
  path: string;
  message: string;
}

/** What the API says when it refuses (RFC 9457), or what is wrong with the way to it. */
export class Problem extends Error {
  readonly status: number;
  readonly code: string;
  readonly faults: Fault[];
  /** What the problem's document says besides, such as `draftRevision`. */
  readonly details: Record<string, unknown>;

  constructor(status: number, document: Record<string, unknown>) {
    super(sentence(typeof document["detail"] === "string" ? document["detail"] : "It failed"));
    this.name = "Problem";
    this.status = status;
    // urn:campanile:problem:conflict
    const type = typeof document["type"] === "string" ? document["type"] : "";
    this.code = type.slice(type.lastIndexOf(":") + 1) || "unknown";
    this.faults = Array.isArray(document["errors"]) ? (document["errors"] as Fault[]) : [];
    this.details = document;
  }
}

/** Any failure as a sentence that says what to do. */
export function wordsOf(error: unknown): string {
  if (error instanceof Problem) {
    const faults = error.faults.map(({ path, message }) =>
      path ? `${path}: ${message}` : message,
    );
    return [error.message, ...faults].join("\n");
  }
  return error instanceof Error ? error.message : String(error);
}

function sentence(text: string): string {
  const upper = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.!?]$/.test(upper) ? upper : `${upper}.`;
}
