import { tableRows, textOf } from "../markdown.ts";

const page = "docs/reference/compatibility.md";

export interface Step {
  /** Undefined: the row's own. */
  request: { method: string; path: string } | undefined;
  headers: Record<string, string>;
  body: string | undefined;
  status: number;
  /** What must come: JSON of which it is a part, text that is in it, "" for nothing at all. */
  answer: string | undefined;
}

export interface Row {
  section: string;
  /** The header that the section's examples go with. */
  sentWith: string;
  subject: string;
  endpoint: { method: string; path: string } | undefined;
  status: string;
  why: string;
  example: string;
}

/** Every row of every format's tables. */
export function rowsOfTable(): Row[] {
  const [, ...sections] = textOf(page).split(/^## /m);
  return sections.flatMap((text) => {
    const section = text.slice(0, text.indexOf("\n"));
    const sentWith = /Sent with `([^`]+)`/.exec(text)?.[1] ?? "Authorization: Bearer <key>";
    return tableRows(text).map(([subject = "", status = "", why = "", example = ""]) => ({
      section,
      sentWith,
      subject,
      status,
      why,
      example,
      endpoint: requestIn(/^`([^`]+)`$/.exec(subject)?.[1] ?? ""),
    }));
  });
}

/** @throws Error for what is no example */
export function stepsOf(example: string): Step[] {
  return splitOutsideOfCode(example).map((text) => {
    const [, asked, status, answered = ""] = /^(.*)→ (\d{3})\s*(.*)$/s.exec(text) ?? [];
    if (asked === undefined) throw new Error(`is no request → status: ${text}`);
    const step: Step = {
      request: undefined,
      headers: {},
      body: undefined,
      status: Number(status),
      answer: answered.trim() === "_empty_" ? "" : codeIn(answered)[0],
    };
    for (const code of codeIn(asked)) {
      const header = /^([A-Za-z][A-Za-z-]*): (.+)$/.exec(code);
      const request = requestIn(code);
      if (request !== undefined) step.request = request;
      else if (header !== null) step.headers[header[1] ?? ""] = header[2] ?? "";
      else step.body = code;
    }
    return step;
  });
}

/** Whether a request's path is one of an endpoint: `{id}` stands for anything, a slash may follow. */
export function isAt(path: string, template: string): boolean {
  const [plain = ""] = path.split("?");
  const parts = withoutSlash(template.split("?")[0] ?? "").split(/\{[^}]+\}/);
  const pattern = parts.map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("[^/]+");
  return new RegExp(`^${pattern}$`).test(withoutSlash(plain));
}

const withoutSlash = (path: string) => path.replace(/(?<=.)\/$/, "");

function requestIn(code: string): { method: string; path: string } | undefined {
  const [, method, path] =
    /^(GET|POST|PUT|PATCH|DELETE|OPTIONS) (\/(?:<[a-z ]+>|\S)*)$/.exec(code) ?? [];
  return method === undefined || path === undefined ? undefined : { method, path };
}

function codeIn(text: string): string[] {
  // A table needs its bars escaped, in code too.
  return [...text.matchAll(/`([^`]+)`/g)].map(([, code = ""]) => code.replaceAll("\\|", "|"));
}

function splitOutsideOfCode(text: string): string[] {
  const [first = "", ...rest] = text.split(/(`[^`]*`)/);
  const steps = [first];
  for (const part of rest) {
    const [start = "", ...more] = part.startsWith("`") ? [part] : part.split(";");
    steps.push((steps.pop() ?? "") + start, ...more);
  }
  return steps.map((step) => step.trim()).filter((step) => step !== "");
}
