import type { Icon } from "@tabler/icons-react";
import {
  IconBoxAlignTop,
  IconBraces,
  IconBrush,
  IconClick,
  IconCode,
  IconColumns2,
  IconFold,
  IconLayoutRows,
  IconLetterT,
  IconMail,
  IconMinus,
  IconPhoto,
  IconRepeat,
  IconShare,
  IconTable,
} from "@tabler/icons-react";
import type { ReactElement } from "react";
import { createElement } from "react";
import { t } from "../../../i18n/i18n.ts";
import type { MjmlNode } from "../mjml/nodes.ts";

const known = {
  "mj-body": ["body", IconMail],
  "mj-head": ["head", IconBrush],
  "mj-attributes": ["attributes", IconBrush],
  "mj-all": ["all", IconBrush],
  "mj-section": ["section", IconLayoutRows],
  "mj-wrapper": ["wrapper", IconLayoutRows],
  "mj-column": ["column", IconColumns2],
  "mj-group": ["group", IconColumns2],
  "mj-hero": ["hero", IconBoxAlignTop],
  "mj-text": ["text", IconLetterT],
  "mj-image": ["image", IconPhoto],
  "mj-button": ["button", IconClick],
  "mj-divider": ["divider", IconMinus],
  "mj-spacer": ["spacer", IconFold],
  "mj-social": ["social", IconShare],
  "mj-social-element": ["socialElement", IconShare],
  "mj-table": ["table", IconTable],
  "mj-raw": ["raw", IconCode],
  "mj-preview": ["preview", IconMail],
} as const;

const entryOf = (tag: string) => (tag in known ? known[tag as keyof typeof known] : undefined);

export const iconOf = (node: MjmlNode): ReactElement =>
  createElement(iconTypeOf(node), { size: 15, stroke: 1.6, "aria-hidden": true });

function iconTypeOf(node: MjmlNode): Icon {
  if (node.kind === "liquid") return IconRepeat;
  if (node.kind === "code") return IconBraces;
  return entryOf(node.tag)?.[1] ?? IconCode;
}

/** What a part is: "Text", "Button"; of one that has no words of its own, its tag. */
export function kindOf(node: MjmlNode): string {
  if (node.kind === "liquid") return t("templates:liquidPart");
  if (node.kind === "code") return t("templates:codePart");
  const entry = entryOf(node.tag);
  return entry === undefined ? node.tag.replace(/^mj-/, "") : t(`templates:tags.${entry[0]}`);
}

/** How a part begins, to tell it from others of its kind; "" where it says nothing. */
export function beginningOf(node: MjmlNode): string {
  if (node.kind === "code") return short(node.text);
  if (node.kind === "liquid") return short(node.open.replaceAll(/<[^<>]*>/g, ""));
  const words = node.inner
    .replaceAll(/<[^<>]*>/g, " ")
    .replaceAll(/\{%[^%]*%\}/g, " ")
    .replaceAll(/\s+/g, " ");
  return short(words);
}

const short = (text: string): string => {
  const words = text.trim();
  return words.length > 60 ? `${words.slice(0, 60)}…` : words;
};
