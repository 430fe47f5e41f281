import type { ReactNode } from "react";
import { Copy } from "./Copy.tsx";

interface Props {
  name: string;
  /** What a button beside it copies, and what that is called: both, or neither. */
  copied?: string;
  what?: string;
  children: ReactNode;
}

/** A name and its value, in a `dl`, which gives it its looks. */
export function Fact({ name, copied, what, children }: Props) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        {children}
        {copied !== undefined && what !== undefined && <Copy value={copied} what={what} />}
      </dd>
    </div>
  );
}
