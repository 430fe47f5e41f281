import type { Icon } from "@tabler/icons-react";
import * as icons from "@tabler/icons-react";
import type { ReactElement } from "react";
import { createElement } from "react";

const ofKinds: Record<string, Icon> = {
  start: icons.IconPlayerPlayFilled,
  end: icons.IconPlayerStopFilled,
  delay: icons.IconHourglass,
  waitUntil: icons.IconCalendarTime,
  timeWindow: icons.IconClock,
  waitForEvent: icons.IconBellRinging,
  condition: icons.IconHelpHexagon,
  branch: icons.IconArrowsSplit,
  branchByTime: icons.IconClockHour4,
  randomSplit: icons.IconArrowsShuffle,
  checkPoint: icons.IconFlag,
  setVariable: icons.IconVariable,
  goal: icons.IconTarget,
  emitEvent: icons.IconBolt,
  emitToSegment: icons.IconUsersGroup,
  startWorkflow: icons.IconRoute,
  sendEmail: icons.IconMail,
  sendSms: icons.IconMessage,
  sendWebPush: icons.IconWorld,
  sendMobilePush: icons.IconDeviceMobile,
  sendInApp: icons.IconAppWindow,
  sendTelegram: icons.IconBrandTelegram,
  sendWhatsapp: icons.IconBrandWhatsapp,
  sendViber: icons.IconPhoneCall,
  sendSlack: icons.IconBrandSlack,
  oneOfMany: icons.IconMessages,
  sendToSegment: icons.IconMailForward,
  webhook: icons.IconWebhook,
  getOrder: icons.IconShoppingCart,
  getProducts: icons.IconPackage,
  promoCode: icons.IconTicket,
  getContact: icons.IconUserSearch,
  contactExists: icons.IconUserQuestion,
  createContact: icons.IconUserPlus,
  updateContact: icons.IconUserEdit,
  confirmContact: icons.IconUserCheck,
  subscribe: icons.IconMailPlus,
  unsubscribe: icons.IconMailOff,
  addToSegment: icons.IconCirclePlus,
  removeFromSegment: icons.IconCircleMinus,
};

const ofGroups: Record<string, Icon> = {
  messages: icons.IconMail,
  waits: icons.IconHourglass,
  logic: icons.IconArrowsSplit,
  data: icons.IconDatabase,
  events: icons.IconBolt,
  ends: icons.IconPlayerStopFilled,
};

/** What stands for a kind of block; a newer server's by its group. */
export function kindIcon(kind: string, group: string | undefined): ReactElement {
  const sign = ofKinds[kind] ?? ofGroups[group ?? ""] ?? icons.IconCube;
  return createElement(sign, { size: 18, stroke: 1.7 });
}
