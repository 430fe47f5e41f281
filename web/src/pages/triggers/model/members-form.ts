import type { CreateBinding } from "../../../../../src/contract/api/binding.ts";
import { t } from "../../../i18n/i18n.ts";

type ForEachMemberOf = Extract<CreateBinding, { role: "start" }>["forEachMemberOf"];

/** Whom a start launches runs for: the event's contact ("nobody" else), or each member of a segment. */
export interface MembersForm {
  of: "nobody" | "segment" | "param";
  segment: string;
  param: string;
}

export const noMembers: MembersForm = { of: "nobody", segment: "", param: "segment" };

export function membersForm(members: ForEachMemberOf): MembersForm {
  if (members === null) return noMembers;
  return "segment" in members
    ? { ...noMembers, of: "segment", segment: members.segment }
    : { ...noMembers, of: "param", param: members.param };
}

export function membersBody({ of, segment, param }: MembersForm): ForEachMemberOf {
  if (of === "nobody") return null;
  return of === "segment" ? { segment } : { param };
}

export function membersError({ of, segment, param }: MembersForm): string | undefined {
  if (of === "segment" && segment === "") return t("trigger-form:missing.chooseSegment");
  if (of === "param" && param.trim() === "") return t("trigger-form:missing.param");
  return undefined;
}
