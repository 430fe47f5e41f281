import { CloseButton, FocusTrap, Group, Portal } from "@mantine/core";
import { useMediaQuery, useWindowEvent } from "@mantine/hooks";
import type { ReactNode } from "react";
import { useEffect, useId, useRef } from "react";
import { t } from "../i18n/i18n.ts";
import classes from "./SidePanel.module.css";

interface Props {
  title: ReactNode;
  /** Buttons left of the one that closes. */
  actions?: ReactNode;
  children: ReactNode;
  /** Where the focus goes when it closes: the row that is shown by then. */
  returnTo?(): HTMLElement | null | undefined;
  onClose(): void;
}

/**
 * What a row holds, beside its list, which stays in use: no overlay. On a narrow screen it covers
 * the page and keeps the focus. Focus comes to it, and goes back where it was when it closes.
 */
export function SidePanel({ title, actions, children, returnTo, onClose }: Props) {
  const titleId = useId();
  const panel = useRef<HTMLElement>(null);
  const isNarrow = useMediaQuery("(max-width: 48em)", false, { getInitialValueInEffect: false });

  const latest = useRef(returnTo);
  useEffect(() => {
    latest.current = returnTo;
  });
  useEffect(() => {
    const before = document.activeElement;
    if (!isBelowDialog()) panel.current?.focus({ preventScroll: true });
    return () => {
      if (isBelowDialog()) return;
      const target = latest.current?.() ?? (before instanceof HTMLElement ? before : null);
      target?.focus({ preventScroll: true });
    };
  }, []);
  useWindowEvent("keydown", (event) => {
    if (event.key === "Escape" && !event.defaultPrevented && !isBelowDialog()) onClose();
  });

  return (
    <Portal>
      <FocusTrap active={isNarrow}>
        <section
          ref={panel}
          className={classes["panel"]}
          role="dialog"
          aria-modal={isNarrow || undefined}
          aria-labelledby={titleId}
          tabIndex={-1}
          data-side-panel
        >
          <Group
            className={classes["head"]}
            justify="space-between"
            wrap="nowrap"
            align="flex-start"
          >
            <h2 id={titleId} className={classes["title"]}>
              {title}
            </h2>
            <Group gap={4} wrap="nowrap">
              {actions}
              <CloseButton aria-label={t("ui:close")} onClick={onClose} />
            </Group>
          </Group>
          <div className={classes["body"]}>{children}</div>
        </section>
      </FocusTrap>
    </Portal>
  );
}

/** Whether a dialog is open above the panel: the keyboard is that one's, Escape and focus. */
function isBelowDialog(): boolean {
  return document.querySelector("[aria-modal=true]:not([data-side-panel])") !== null;
}
