import type { Meaning } from "./columns.ts";

/** How a file is to be taken. */
export interface ImportForm {
  columns: Record<string, Meaning>;
  findBy: "email" | "phone" | "contactId" | "emailOrPhone" | "anything" | "id";
  /** Whether contacts that are there already change. */
  existing: "update" | "keep";
  segment: string;
  topic: string;
  encoding: string;
}

export const emptyForm: ImportForm = {
  columns: {},
  findBy: "email",
  existing: "update",
  segment: "",
  topic: "",
  encoding: "",
};

export const findWays = ["email", "phone", "emailOrPhone", "contactId", "anything", "id"] as const;

/** What POST /contact-imports is sent. */
export function bodyOf(form: ImportForm, delimiter: string | null, dryRun: boolean): object {
  return {
    dryRun,
    findBy: form.findBy,
    ...(Object.keys(form.columns).length > 0 && { columns: form.columns }),
    ...(form.existing === "keep" && { only: [] }),
    ...(form.segment !== "" && { joinSegments: [form.segment] }),
    ...(form.topic !== "" && { subscribe: [form.topic] }),
    ...(form.encoding !== "" && { encoding: form.encoding }),
    ...(delimiter !== null && { delimiter: delimiter === "\t" ? "tab" : delimiter }),
  };
}
