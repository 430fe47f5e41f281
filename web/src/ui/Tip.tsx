import { Tooltip } from "@mantine/core";
import type { FocusEventHandler, MouseEventHandler, ReactElement } from "react";
import { cloneElement, useEffect, useId, useState } from "react";

interface Anchored {
  "aria-describedby"?: string | undefined;
  onMouseEnter?: MouseEventHandler<HTMLElement>;
  onMouseLeave?: MouseEventHandler<HTMLElement>;
  onFocus?: FocusEventHandler<HTMLElement>;
  onBlur?: FocusEventHandler<HTMLElement>;
}

interface Props {
  /** Or what gives it, where that is work for something that is seldom read. */
  label: string | (() => string);
  /** An element that hands on what it is given. */
  children: ReactElement<Anchored>;
}

const delayMs = 300;

/**
 * More about an element, beside it: under the pointer after a moment, at once where the keyboard is;
 * Escape takes it away. It is made when it is shown: a list has hundreds, and a tooltip that only waits
 * to be shown costs as much as the row that it is for.
 */
export function Tip({ label, children }: Props) {
  const id = useId();
  const [near, setNear] = useState<HTMLElement | null>(null);
  const [isShown, setShown] = useState(false);
  const leave = (): void => setNear(null);
  useEffect(() => {
    if (near === null) return undefined;
    const timer = setTimeout(() => setShown(true), delayMs);
    const onKey = ({ key }: KeyboardEvent): void => {
      if (key === "Escape") setNear(null);
    };
    document.addEventListener("keydown", onKey);
    return () => {
      clearTimeout(timer);
      setShown(false);
      document.removeEventListener("keydown", onKey);
    };
  }, [near]);
  return (
    <>
      {cloneElement(children, {
        "aria-describedby": isShown ? id : undefined,
        onMouseEnter: ({ currentTarget }) => setNear(currentTarget),
        onMouseLeave: leave,
        onFocus: ({ currentTarget }) => {
          if (!currentTarget.matches(":focus-visible")) return;
          setNear(currentTarget);
          setShown(true);
        },
        onBlur: leave,
      })}
      {near !== null && isShown && (
        // An id of its own is taken from it.
        <Tooltip
          label={<span id={id}>{typeof label === "string" ? label : label()}</span>}
          target={near}
          opened
        />
      )}
    </>
  );
}
