import { roles } from "../../../../src/contract/roles.ts";
import { t } from "../../i18n/i18n.ts";

export const roleChoices = () =>
  roles.map((role) => ({ value: role, label: t(`settings-people:roles.${role}`) }));
