import { sentence } from "../ui/text.ts";
import { pathName } from "../i18n/field-names.ts";
import { t } from "../i18n/i18n.ts";
import { refusalWords } from "../i18n/refusals.ts";

export interface FieldError {
  path: string;
  message: string;
}

/**
 * A refusal of the API (RFC 9457), in the reader's language where it is known; or status 0 when the
 * API can't be reached.
 */
export class ApiError extends Error {
  readonly status: number;
  readonly code: string;
  readonly fieldErrors: FieldError[];
  /** Further members of the answer, such as `draftRevision`. */
  readonly details: Record<string, unknown>;

  constructor(status: number, document: Record<string, unknown>) {
    super(
      sentence(
        typeof document["detail"] === "string"
          ? refusalWords(document["detail"])
          : t("ui:failure.unknown"),
      ),
    );
    this.name = "Problem";
    this.status = status;
    // urn:campanile:problem:conflict
    const type = typeof document["type"] === "string" ? document["type"] : "";
    this.code = type.slice(type.lastIndexOf(":") + 1) || "unknown";
    this.fieldErrors = Array.isArray(document["errors"])
      ? (document["errors"] as FieldError[]).map(({ path, message }) => ({
          path,
          message: refusalWords(message),
        }))
      : [];
    this.details = document;
  }
}

/** Any failure as a sentence that says what to do. */
export function errorText(error: unknown): string {
  if (error instanceof ApiError) {
    const fieldErrors = error.fieldErrors.map(({ path, message }) =>
      path ? `${pathName(path)}: ${message}` : message,
    );
    return [error.message, ...fieldErrors].join("\n");
  }
  return error instanceof Error ? error.message : String(error);
}
