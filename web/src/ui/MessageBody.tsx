import { Code, SegmentedControl, Text } from "@mantine/core";
import { useMemo, useState } from "react";
import type { MessageDetails } from "../api/runs.ts";
import { t } from "../i18n/i18n.ts";
import classes from "./Messages.module.css";

/** Foreign markup, in a sandbox without scripts, forms and links that open. */
export function MessageBody({ message }: { message: Pick<MessageDetails, "html" | "text"> }) {
  const [form, setForm] = useState("html");
  const html = useMemo(() => withoutPixel(message.html), [message.html]);
  const isText = form === "text" || message.html === "";
  return (
    <section>
      <SegmentedControl
        size="xs"
        mb="xs"
        aria-label={t("ui:body.form")}
        data={[
          { value: "html", label: t("ui:body.html"), disabled: message.html === "" },
          { value: "text", label: t("ui:body.text") },
        ]}
        value={isText ? "text" : "html"}
        onChange={setForm}
      />
      {isText ? (
        <Code block>{message.text || t("ui:body.noText")}</Code>
      ) : (
        <>
          <iframe
            className={classes["paper"]}
            title={t("ui:body.frame")}
            srcDoc={html}
            sandbox=""
          />
          <Text size="xs" c="dimmed" mt={4}>
            {t("ui:body.links")}
          </Text>
        </>
      )}
    </section>
  );
}

/** Without the picture that counts who opens it: looking at it here is no opening. */
function withoutPixel(html: string): string {
  const page = new DOMParser().parseFromString(html, "text/html");
  for (const picture of page.querySelectorAll('img[width="1"][height="1"]')) picture.remove();
  return `<!doctype html>${page.documentElement.outerHTML}`;
}
