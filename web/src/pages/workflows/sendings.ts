import type { BlockKind } from "../../api/block-kinds.ts";
import type { CanvasBlock, Definition } from "../../api/workflows.ts";

/** A block that sends something to somebody, in words. */
export interface Sending {
  blockId: string;
  name: string;
  what: string;
  /** Null: to no person. */
  toWhom: string | null;
  /** Why it can't be sent now. */
  fault: string | null;
}

type Kinds = ReadonlyMap<string, Pick<BlockKind, "label" | "group" | "availability">>;

const text = (value: unknown): string | undefined =>
  typeof value === "string" && value.trim() !== "" ? value.trim() : undefined;

/** What a definition sends and to whom, in the order of its blocks. */
export function sendings({ blocks }: Definition, kinds: Kinds): Sending[] {
  return blocks.flatMap((block) => {
    const kind = kinds.get(block.kind);
    if (kind === undefined || (kind.group !== "messages" && block.kind !== "webhook")) return [];
    const { available, why } = kind.availability;
    return [
      {
        blockId: block.id,
        name: text(block.name) ?? kind.label,
        what: whatOf(block, kind.label),
        toWhom: whomOf(block),
        fault: available ? null : (why ?? "can't be sent by this installation"),
      },
    ];
  });
}

function whatOf({ kind, config }: CanvasBlock, label: string): string {
  if (kind === "webhook") return "a request to another system";
  if (kind === "oneOfMany") return `the first that reaches them: ${subjectsOf(config["messages"])}`;
  return subjectOf(config) ?? label.toLowerCase();
}

function subjectOf(config: Record<string, unknown>): string | undefined {
  const subject = text(config["subject"]) ?? text(config["title"]) ?? text(config["text"]);
  if (subject === undefined) return undefined;
  return `“${subject.length > 80 ? `${subject.slice(0, 80)}…` : subject}”`;
}

function subjectsOf(messages: unknown): string {
  const list = Array.isArray(messages) ? (messages as { config?: Record<string, unknown> }[]) : [];
  const subjects = list.flatMap(({ config = {} }) => subjectOf(config) ?? []);
  return subjects.length === 0 ? "nothing is written yet" : subjects.join(", ");
}

function whomOf({ kind, config }: CanvasBlock): string | null {
  if (kind === "webhook") return null;
  if (kind === "oneOfMany") return "the contact of the run";
  const segment = text(config["segment"]);
  const topic = text(config["topic"]);
  const whom =
    segment === undefined
      ? (text(config["to"]) ?? "the contact of the run")
      : `every member of “${segment}”`;
  if (config["transactional"] === true) return `${whom}, also if they unsubscribed (transactional)`;
  return topic === undefined ? whom : `${whom}, by the topic ${topic}`;
}
