/** What a log tells of an error: what and where. Its other properties may hold what was worked on. */
export interface ErrorFacts {
  type: string;
  message: string;
  code?: string | undefined;
  stack?: string | undefined;
}

const maxMessageLength = 2_000;

/** An error with the messages of its causes, innermost last. Addresses in them are left out. */
export function errorFacts(error: unknown): ErrorFacts {
  if (!(error instanceof Error))
    return { type: typeof error, message: withoutAddresses(textOf(error)) };
  const messages: string[] = [];
  let cause: unknown = error;
  while (cause instanceof Error && messages.length < 10) {
    if (messages.at(-1) !== cause.message) messages.push(cause.message);
    cause = cause.cause;
  }
  const frames = error.stack?.split("\n").filter((line) => line.startsWith("    at "));
  const { code } = error as { code?: unknown };
  return {
    type: error.name,
    code: typeof code === "string" ? code : undefined,
    message: withoutAddresses(messages.join(": ").slice(0, maxMessageLength)),
    stack: frames?.join("\n"),
  };
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : (JSON.stringify(value) ?? typeof value);
}

/** Mail servers repeat in their answers to whom a mail was to go. */
function withoutAddresses(text: string): string {
  return text
    .split(" ")
    .map((word) => (word.includes("@") ? "[address]" : word))
    .join(" ");
}
