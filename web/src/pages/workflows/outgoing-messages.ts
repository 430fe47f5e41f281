import type { BlockKind } from "../../api/block-kinds.ts";
import type { CanvasBlock, Definition } from "../../api/workflows.ts";
import { t } from "../../i18n/i18n.ts";

/** A block that sends something to somebody, described for people. */
export interface OutgoingMessage {
  blockId: string;
  name: string;
  content: string;
  /** Null: to no person. */
  recipient: string | null;
  /** Why it can't be sent now. */
  whyNot: string | null;
}

type Kinds = ReadonlyMap<string, Pick<BlockKind, "label" | "availability"> & { group: string }>;

const text = (value: unknown): string | undefined =>
  typeof value === "string" && value.trim() !== "" ? value.trim() : undefined;

/** What a definition sends and to whom, in the order of its blocks. */
export function outgoingMessages({ blocks }: Definition, kinds: Kinds): OutgoingMessage[] {
  return blocks.flatMap((block) => {
    const kind = kinds.get(block.kind);
    if (kind === undefined || (kind.group !== "messages" && block.kind !== "webhook")) return [];
    const { available, why } = kind.availability;
    return [
      {
        blockId: block.id,
        name: text(block.name) ?? kind.label,
        content: contentOf(block, kind.label),
        recipient: recipientOf(block),
        whyNot: available ? null : (why ?? t("workflow-review:sends.cannot")),
      },
    ];
  });
}

function contentOf({ kind, config }: CanvasBlock, label: string): string {
  if (kind === "webhook") return t("workflow-review:sends.request");
  if (kind === "oneOfMany" || config["messages"] !== undefined) {
    return t("workflow-review:sends.first", { subjects: subjectsOf(config["messages"]) });
  }
  return subjectOf(config) ?? label.toLowerCase();
}

function subjectOf(config: Record<string, unknown>): string | undefined {
  const subject = text(config["subject"]) ?? text(config["title"]) ?? text(config["text"]);
  if (subject === undefined) return undefined;
  return t("workflow-review:sends.subject", {
    subject: subject.length > 80 ? `${subject.slice(0, 80)}…` : subject,
  });
}

function subjectsOf(messages: unknown): string {
  const list = Array.isArray(messages) ? (messages as { config?: Record<string, unknown> }[]) : [];
  const subjects = list.flatMap(({ config = {} }) => subjectOf(config) ?? []);
  return subjects.length === 0 ? t("workflow-review:sends.nothing") : subjects.join(", ");
}

function recipientOf({ kind, config }: CanvasBlock): string | null {
  if (kind === "webhook") return null;
  const contact = t("workflow-review:sends.contact");
  if (kind === "oneOfMany") return contact;
  const segment = text(config["segment"]);
  const topic = text(config["topic"]);
  const recipient =
    segment === undefined
      ? (text(config["to"]) ?? contact)
      : t("workflow-review:sends.members", { segment });
  if (config["transactional"] === true) {
    return t("workflow-review:sends.transactional", { recipient });
  }
  return topic === undefined ? recipient : t("workflow-review:sends.topic", { recipient, topic });
}
