import {
  ActionIcon,
  Button,
  Group,
  SimpleGrid,
  Stack,
  Text,
  Textarea,
  TextInput,
} from "@mantine/core";
import { IconArrowDown, IconArrowUp, IconCopy, IconTrash } from "@tabler/icons-react";
import { useRef, useState } from "react";
import type { FactGroup } from "../../../forms/facts/facts.ts";
import { inserted } from "../../../forms/liquid/liquid-of.ts";
import { VariableMenu } from "../../../forms/liquid/VariableMenu.tsx";
import { t } from "../../../i18n/i18n.ts";
import { attribute, attributesOf, withAttribute } from "../mjml/attributes.ts";
import type { MjmlNode } from "../mjml/nodes.ts";
import { takesHtml } from "../mjml/nodes.ts";
import { AttributeField } from "./AttributeField.tsx";
import { attributesByTag } from "./attributes-by-tag.ts";
import { kindOf } from "./part-names.ts";

interface Props {
  node: MjmlNode;
  readOnly: boolean;
  facts: readonly FactGroup[];
  /** @param field where it was typed */
  onChange(node: MjmlNode, field: string): void;
  onShift(by: -1 | 1): void;
  onCopy(): void;
  /** Undefined: a mail can't be without it. */
  onRemove?(): void;
}

/** What a part says and how it looks: its content, and its attributes by name. */
export function PartSettings({ node, readOnly, facts, onChange, ...actions }: Props) {
  return (
    <Stack gap="xs" role="group" aria-label={kindOf(node)}>
      <Group justify="space-between" wrap="nowrap">
        <Text size="sm" fw={600}>
          {kindOf(node)}
        </Text>
        {!readOnly && <PartActions {...actions} />}
      </Group>
      {node.kind === "element" ? (
        <ElementSettings node={node} readOnly={readOnly} facts={facts} onChange={onChange} />
      ) : (
        <Textarea
          label={node.kind === "code" ? t("templates:codePart") : t("templates:liquidPart")}
          autosize
          readOnly={readOnly || node.kind === "liquid"}
          value={node.kind === "code" ? node.text : node.open}
          onChange={({ currentTarget }) =>
            node.kind === "code" && onChange({ ...node, text: currentTarget.value }, "text")
          }
        />
      )}
    </Stack>
  );
}

function PartActions({
  onShift,
  onCopy,
  onRemove,
}: Pick<Props, "onShift" | "onCopy" | "onRemove">) {
  const actions = [
    { name: "up", icon: IconArrowUp, act: () => onShift(-1) },
    { name: "down", icon: IconArrowDown, act: () => onShift(1) },
    { name: "duplicate", icon: IconCopy, act: onRemove === undefined ? undefined : onCopy },
    { name: "remove", icon: IconTrash, act: onRemove },
  ] as const;
  return (
    <Group gap={2} wrap="nowrap">
      {actions.map(({ name, icon: Icon, act }) => (
        <ActionIcon
          key={name}
          variant="subtle"
          color="gray"
          size="sm"
          aria-label={t(`templates:${name}`)}
          title={t(`templates:${name}`)}
          disabled={act === undefined}
          onClick={act}
        >
          <Icon size={15} aria-hidden />
        </ActionIcon>
      ))}
    </Group>
  );
}

interface ElementProps extends Pick<Props, "readOnly" | "facts" | "onChange"> {
  node: Extract<MjmlNode, { kind: "element" }>;
}

function ElementSettings({ node, readOnly, facts, onChange }: ElementProps) {
  const [further, setFurther] = useState("");
  const { open, tag, inner } = node;
  const offered = attributesByTag[tag] ?? [];
  const others = attributesOf(open).flatMap(({ name }) => (offered.includes(name) ? [] : [name]));
  const set = (name: string, value: string) =>
    onChange({ ...node, open: withAttribute(open, name, value) }, name);
  return (
    <>
      {takesHtml(tag) && node.close !== "" && (
        <ContentField
          value={inner}
          readOnly={readOnly}
          facts={facts}
          onChange={(next) => onChange({ ...node, inner: next }, "content")}
        />
      )}
      <SimpleGrid cols={{ base: 1, xl: 2 }} spacing="xs" verticalSpacing="xs">
        {[...offered, ...others].map((name) => (
          <AttributeField
            key={name}
            name={name}
            readOnly={readOnly}
            value={attribute(open, name)}
            onChange={(value) => set(name, value)}
          />
        ))}
      </SimpleGrid>
      {!readOnly && (
        <Group gap="xs" align="flex-end">
          <TextInput
            size="xs"
            label={t("templates:attribute")}
            placeholder="css-class"
            value={further}
            onChange={({ currentTarget }) => setFurther(currentTarget.value)}
          />
          <Button
            size="xs"
            variant="default"
            disabled={!/^[a-z][a-z-]*$/.test(further)}
            onClick={() => {
              set(further, " ");
              setFurther("");
            }}
          >
            {t("templates:addAttribute")}
          </Button>
        </Group>
      )}
    </>
  );
}

const wraps = [
  ["bold", "<b>", "</b>"],
  ["italic", "<i>", "</i>"],
  ["link", '<a href="https://">', "</a>"],
  ["list", "<ul><li>", "</li></ul>"],
] as const;

interface ContentProps extends Pick<Props, "readOnly" | "facts"> {
  value: string;
  onChange(value: string): void;
}

/** What a part says: HTML with Liquid, and buttons for what is written often. */
function ContentField({ value, readOnly, facts, onChange }: ContentProps) {
  const area = useRef<HTMLTextAreaElement>(null);
  const put = (before: string, after = "") => {
    const [from, to] = [area.current?.selectionStart ?? 0, area.current?.selectionEnd ?? 0];
    onChange(inserted(value, before + value.slice(from, to) + after, from, to).text);
  };
  return (
    <>
      {!readOnly && (
        <Group gap={4}>
          {wraps.map(([name, before, after]) => (
            <Button
              key={name}
              size="compact-xs"
              variant="default"
              onClick={() => put(before, after)}
            >
              {t(`templates:${name}`)}
            </Button>
          ))}
          <VariableMenu groups={facts} onPick={(liquid) => put(liquid)} />
        </Group>
      )}
      <Textarea
        ref={area}
        label={t("templates:content")}
        autosize
        minRows={3}
        maxRows={14}
        readOnly={readOnly}
        value={value}
        onChange={({ currentTarget }) => onChange(currentTarget.value)}
      />
    </>
  );
}
