import { Settings } from "../form/Settings.tsx";
import { EmailSettings } from "../message/EmailSettings.tsx";
import type { LayoutProps } from "./layout.ts";

export function SendToSegmentLayout(props: LayoutProps) {
  return (
    <>
      <Settings {...props} names={["segment"]} />
      <EmailSettings {...props} />
    </>
  );
}
