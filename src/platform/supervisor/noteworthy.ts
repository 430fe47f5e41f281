const names: Record<number, string> = { 40: "warning", 50: "error", 60: "fatal" };
const maxLines = 10;

/**
 * What of a process's log belongs on the terminal: warnings and errors, in one line each, and what
 * is no log line at all (a crash's last words). The rest stays in the file.
 */
export function noteworthy(name: string, lines: string[], file: string): string[] {
  const found = lines.map((line) => inOneLine(line)).filter((line) => line !== undefined);
  const shown = found.slice(0, maxLines).map((line) => `${name}: ${line}`);
  const more = found.length - shown.length;
  return more > 0 ? [...shown, `${name}: … and ${more} more lines in ${file}`] : shown;
}

function inOneLine(line: string): string | undefined {
  const entry = parsed(line);
  if (entry === undefined) return line.trim() === "" ? undefined : line;
  const level = entry["level"];
  if (typeof level !== "number" || level < 40) return undefined;
  const error = entry["err"] as { message?: unknown } | undefined;
  const cause = typeof error?.message === "string" ? error.message : "";
  const message = typeof entry["msg"] === "string" ? entry["msg"] : "";
  const text = cause !== "" && cause !== message ? `${message} (${cause})` : message;
  return `${names[level] ?? "error"}: ${text}`;
}

function parsed(line: string): Record<string, unknown> | undefined {
  if (!line.startsWith("{")) return undefined;
  try {
    return JSON.parse(line) as Record<string, unknown>;
  } catch {
    return undefined;
  }
}
