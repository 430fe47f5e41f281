import { CloseButton } from "@mantine/core";
import type { ReactNode } from "react";
import { useId } from "react";
import classes from "../Builder.module.css";
import { t } from "../../../i18n/i18n.ts";

interface Props {
  title: ReactNode;
  icon?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
  onClose?(): void;
}

/** A panel's head and what scrolls below it. */
export function PanelFrame({ title, icon, actions, children, onClose }: Props) {
  const id = useId();
  return (
    <section className={classes["side"]} style={{ flex: "1 1 auto" }} aria-labelledby={id}>
      <div className={classes["panelHead"]}>
        {icon}
        <h2 id={id} className={classes["panelTitle"]}>
          {title}
        </h2>
        {actions}
        {onClose !== undefined && (
          <CloseButton aria-label={t("builder:closePanel")} onClick={onClose} />
        )}
      </div>
      <div className={classes["panelBody"]}>{children}</div>
    </section>
  );
}
