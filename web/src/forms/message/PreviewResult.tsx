import { Alert, List, Stack, Text } from "@mantine/core";
import type { Preview } from "../../../../src/contract/api/template.ts";
import { capitalized } from "../../ui/text.ts";
import { languageName } from "./languages.ts";
import classes from "./Message.module.css";
import { t } from "../../i18n/i18n.ts";
import { refusalWords } from "../../i18n/refusals.ts";

interface Props {
  preview: Preview;
  view: "desktop" | "mobile" | "text";
}

/** A rendered message. Its HTML is somebody's: it runs no scripts, and its links lead nowhere. */
export function PreviewResult({ preview, view }: Props) {
  const { recipient, note, language, subject, html, text, warnings } = preview;
  const whom = recipient === null ? t("preview:notSent") : t("preview:to", { recipient });
  const to = note === null ? whom : capitalized(refusalWords(note));
  return (
    <Stack gap="xs">
      <div>
        <Text fw={600}>{subject || t("preview:noSubject")}</Text>
        <Text size="xs">{language === null ? to : `${to} · ${languageName(language)}`}</Text>
        {headOf(preview).map(([name, value]) => (
          <Text key={name} size="xs">{`${name}: ${value}`}</Text>
        ))}
      </div>
      {warnings.length > 0 && (
        <Alert color="yellow" variant="light" p="xs" role="status">
          <List size="xs">
            {warnings.map(({ variable, message }) => (
              <List.Item key={`${variable} ${message}`}>
                <code>{variable}</code> {refusalWords(message)}
              </List.Item>
            ))}
          </List>
        </Alert>
      )}
      {view === "text" ? (
        <div className={classes["plain"]}>{text || t("preview:emptyText")}</div>
      ) : (
        <div className={classes["paper"]} data-width={view}>
          <iframe title={t("preview:frame")} sandbox="" srcDoc={inert(html)} />
        </div>
      )}
    </Stack>
  );
}

/** Who it is from, who else gets it, and headers of its own, as far as it says. */
function headOf({ from, replyTo, cc, bcc, headers }: Preview): [string, string][] {
  const named: [string, string][] = [
    [t("preview:from"), from ?? ""],
    [t("preview:replyTo"), replyTo],
    [t("preview:cc"), cc],
    [t("preview:bcc"), bcc],
    ...Object.entries(headers),
  ];
  return named.filter(([, value]) => value !== "");
}

/** Links open elsewhere, which the sandbox refuses, rather than in the place of the message. */
function inert(html: string): string {
  const base = '<base target="_blank">';
  return /<head[^<>]*>/i.test(html)
    ? html.replace(/<head[^<>]*>/i, (head) => head + base)
    : base + html;
}
