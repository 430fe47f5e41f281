import { Button, Group, PasswordInput, Text, Textarea } from "@mantine/core";
import type { JsonSchema } from "../../api/json-schema.ts";
import type { FieldIssue } from "../../forms/schema/paths.ts";
import { t } from "../../i18n/i18n.ts";

interface Props {
  schema: JsonSchema;
  /** The names of those that are kept already. */
  kept: readonly string[];
  issues: readonly FieldIssue[];
  /** What is to be written: a text replaces, null takes away, what is absent stays. */
  value: Record<string, string | null>;
  onChange(value: Record<string, string | null>): void;
}

/** Secrets are never shown: one that is kept says so, and is replaced on purpose. */
export function SecretInputs({ schema, kept, issues, value, onChange }: Props) {
  const { properties = {}, required = [] } = schema;
  return Object.entries(properties).map(([name, { title = name, description, maxLength = 0 }]) => {
    const written = value[name];
    const isKept = kept.includes(name);
    const isRequired = required.includes(name);
    const set = (next: string | null | undefined) => {
      const { [name]: _before, ...others } = value;
      onChange(next === undefined ? others : { ...others, [name]: next });
    };
    if (isKept && typeof written !== "string") {
      const isLeaving = written === null;
      return (
        <div key={name} role="group" aria-label={title}>
          <Text size="sm" fw={500}>
            {title}
          </Text>
          <Group gap="xs">
            <Text size="sm" c="dimmed">
              {isLeaving ? t("channels:secret.leaving") : t("channels:secret.kept")}
            </Text>
            {isLeaving ? (
              <Button size="compact-xs" variant="default" onClick={() => set(undefined)}>
                {t("channels:secret.keep")}
              </Button>
            ) : (
              <Button size="compact-xs" variant="default" onClick={() => set("")}>
                {t("channels:secret.replace")}
              </Button>
            )}
            {!isLeaving && !isRequired && (
              <Button size="compact-xs" variant="subtle" color="red" onClick={() => set(null)}>
                {t("channels:secret.remove")}
              </Button>
            )}
          </Group>
        </div>
      );
    }
    const common = {
      label: title,
      description,
      required: isRequired && !isKept,
      error: issues.find(({ field }) => field === name)?.message,
      maxLength: maxLength > 0 ? maxLength : undefined,
      autoComplete: "off",
      value: written ?? "",
    };
    const undo = isKept && (
      <Button size="compact-xs" variant="subtle" onClick={() => set(undefined)}>
        {t("channels:secret.keep")}
      </Button>
    );
    // Keys in PEM and JSON have lines, which a password's input would take away.
    const hasLines = /pem|json|p8|private key/i.test(`${title} ${description ?? ""}`);
    return (
      <div key={name}>
        {hasLines ? (
          <Textarea
            {...common}
            autosize
            minRows={2}
            maxRows={6}
            spellCheck={false}
            onChange={({ currentTarget }) => set(currentTarget.value || (isKept ? "" : undefined))}
          />
        ) : (
          <PasswordInput
            {...common}
            onChange={({ currentTarget }) => set(currentTarget.value || (isKept ? "" : undefined))}
          />
        )}
        {undo}
      </div>
    );
  });
}
