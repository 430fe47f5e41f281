import { isTooDeep, liquidLimit } from "../domain/template.ts";
import { begin, writePlace } from "./board.ts";
import type { JobKind, Jobs, Reply, Task } from "./jobs.ts";
import { LimitExceeded, limitMessage } from "./limits.ts";
import { place, watchPlaces } from "./work/place.ts";

/** What a kind needs is loaded at its first job: a worker never compiles MJML. */
const works: { [Kind in JobKind]: () => Promise<Work<Kind>> } = {
  email: async () => (await import("./work/email.ts")).email,
  emails: async () => (await import("./work/emails.ts")).emails,
  texts: async () => (await import("./work/texts.ts")).texts,
  values: async () => (await import("./work/values.ts")).values,
  valuesOfEach: async () => (await import("./work/values.ts")).valuesOfEach,
  templateProblems: async () => (await import("./work/template-errors.ts")).templateErrors,
  blockProblems: async () => (await import("./work/block-issues.ts")).blockIssues,
  compile: async () => (await import("./work/compile.ts")).compile,
  contentProblems: async () => (await import("./work/compile.ts")).contentErrors,
  partials: async () => (await import("./work/variables.ts")).partials,
  variables: async () => (await import("./work/variables.ts")).variables,
  withoutUnsubscribing: async () =>
    (await import("./work/without-unsubscribing.ts")).withoutUnsubscribing,
  mail: async () => (await import("./work/mail.ts")).mail,
  mailReport: async () => (await import("./work/mail-report.ts")).mailReport,
  mailFile: async () => (await import("./work/mail.ts")).mailFile,
  calendar: async () => (await import("./work/calendar.ts")).calendar,
  csv: async () => (await import("./work/read-csv.ts")).csv,
};

type Work<Kind extends JobKind> = (
  input: Jobs[Kind]["input"],
) => Jobs[Kind]["output"] | Promise<Jobs[Kind]["output"]>;

/** The program of a thread: one job at a time, its errors as data. */
export default async function work({ kind, input, board }: Task): Promise<Reply> {
  const perform = (await works[kind]()) as (given: unknown) => unknown;
  // Loading is not the content's time.
  begin(board);
  watchPlaces((now) => writePlace(board, now));
  try {
    return { outcome: "done", output: await perform(input) };
  } catch (error) {
    return faultOf(error);
  }
}

function faultOf(error: unknown): Reply {
  if (error instanceof LimitExceeded) {
    const [fault] = error.faults;
    const where = fault?.path ?? place();
    return {
      outcome: "limit",
      limit: error.limit,
      message: fault?.message ?? error.message,
      place: where,
    };
  }
  if (isTooDeep(error)) {
    return { outcome: "limit", limit: "nesting", message: limitMessage.recursion, place: place() };
  }
  if (error instanceof RangeError && /string length|allocation/i.test(error.message)) {
    return { outcome: "limit", limit: "memory", message: limitMessage.memory, place: place() };
  }
  const ofLiquid = liquidLimit(error);
  if (ofLiquid !== null) return { outcome: "limit", ...ofLiquid, place: place() };
  const message = error instanceof Error ? error.message : String(error);
  return { outcome: "failed", message, place: place() };
}
