import { Button, Group, SimpleGrid, Stack, Textarea, TextInput } from "@mantine/core";
import { useRef, useState } from "react";
import { inserted } from "../../../forms/liquid/liquid-of.ts";
import { VariableMenu } from "../../../forms/liquid/VariableMenu.tsx";
import { t } from "../../../i18n/i18n.ts";
import { attribute, attributesOf, withAttribute } from "../mjml/attributes.ts";
import type { MjmlNode } from "../mjml/nodes.ts";
import { takesHtml } from "../mjml/nodes.ts";
import { attributesByTag } from "./attributes-by-tag.ts";

interface Props {
  node: MjmlNode;
  readOnly: boolean;
  onChange(node: MjmlNode): void;
}

const wraps = [
  ["bold", "<b>", "</b>"],
  ["italic", "<i>", "</i>"],
  ["link", '<a href="https://">', "</a>"],
  ["list", "<ul><li>", "</li></ul>"],
] as const;

const variables = [
  {
    group: "contact",
    templates: ["contact.firstName", "contact.lastName", "contact.email", "contact.phone"],
  },
  { group: "order", templates: ["order.externalId", "order.totalCost", "order.currency"] },
  { group: "links", templates: ["unsubscribeUrl", "preferencesUrl", "confirmUrl"] },
] as const;

const offeredVariables = () =>
  variables.map(({ group, templates }) => ({
    label: t(`templates:variableGroups.${group}`),
    templates: [...templates],
  }));

/** What a part says and how it looks: its content, and its attributes by name. */
export function PartSettings({ node, readOnly, onChange }: Props) {
  const area = useRef<HTMLTextAreaElement>(null);
  const [further, setFurther] = useState("");
  const put = (text: string, write: (next: string) => void, before: string, after = "") => {
    const [from, to] = [area.current?.selectionStart ?? 0, area.current?.selectionEnd ?? 0];
    write(inserted(text, before + text.slice(from, to) + after, from, to).text);
  };
  if (node.kind !== "element") {
    const isCode = node.kind === "code";
    return (
      <Textarea
        label={isCode ? t("templates:codePart") : t("templates:liquidPart")}
        autosize
        readOnly={readOnly || !isCode}
        value={isCode ? node.text : node.open}
        onChange={({ currentTarget }) => isCode && onChange({ ...node, text: currentTarget.value })}
      />
    );
  }
  const { open, tag, inner } = node;
  const offered = attributesByTag[tag] ?? [];
  const others = attributesOf(open).flatMap(({ name }) => (offered.includes(name) ? [] : [name]));
  const setInner = (next: string) => onChange({ ...node, inner: next });
  return (
    <Stack gap="xs">
      {takesHtml(tag) && node.close !== "" && (
        <>
          {!readOnly && (
            <Group gap={4}>
              {wraps.map(([name, before, after]) => (
                <Button
                  key={name}
                  size="compact-xs"
                  variant="default"
                  onClick={() => put(inner, setInner, before, after)}
                >
                  {t(`templates:${name}`)}
                </Button>
              ))}
              <VariableMenu
                extra={offeredVariables()}
                onPick={(liquid) => put(inner, setInner, liquid)}
              />
            </Group>
          )}
          <Textarea
            ref={area}
            label={t("templates:content")}
            autosize
            minRows={3}
            maxRows={14}
            readOnly={readOnly}
            value={inner}
            onChange={({ currentTarget }) => setInner(currentTarget.value)}
          />
        </>
      )}
      <SimpleGrid cols={2} spacing="xs">
        {[...offered, ...others].map((name) => (
          <TextInput
            key={name}
            size="xs"
            label={name}
            readOnly={readOnly}
            value={attribute(open, name)}
            onChange={({ currentTarget }) =>
              onChange({ ...node, open: withAttribute(open, name, currentTarget.value) })
            }
          />
        ))}
      </SimpleGrid>
      {!readOnly && (
        <Group gap="xs" align="flex-end">
          <TextInput
            size="xs"
            label={t("templates:attribute")}
            value={further}
            onChange={({ currentTarget }) => setFurther(currentTarget.value)}
          />
          <Button
            size="xs"
            variant="default"
            disabled={!/^[a-z][a-z-]*$/.test(further)}
            onClick={() => {
              onChange({ ...node, open: withAttribute(open, further, " ") });
              setFurther("");
            }}
          >
            {t("templates:addAttribute")}
          </Button>
        </Group>
      )}
    </Stack>
  );
}
