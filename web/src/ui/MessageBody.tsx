import { Code, SegmentedControl, Text } from "@mantine/core";
import { useMemo, useState } from "react";
import type { MessageDetails } from "../api/runs.ts";
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
        aria-label="Which form of the message"
        data={[
          { value: "html", label: "HTML", disabled: message.html === "" },
          { value: "text", label: "Text" },
        ]}
        value={isText ? "text" : "html"}
        onChange={setForm}
      />
      {isText ? (
        <Code block>{message.text || "It has no text."}</Code>
      ) : (
        <>
          <iframe
            className={classes["paper"]}
            title="The message as HTML"
            srcDoc={html}
            sandbox=""
          />
          <Text size="xs" c="dimmed" mt={4}>
            Its links open nothing here: a click would count as the contact’s.
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
