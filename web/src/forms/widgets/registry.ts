import type { Widget } from "../../../../src/blocks/widgets.ts";
import type { Input } from "../form/input.ts";
import { ObjectInput } from "../inputs/ObjectInput.tsx";
import { AttributesWidget } from "./AttributesWidget.tsx";
import { ConditionWidget } from "./ConditionWidget.tsx";
import { DateTimeWidget } from "./DateTimeWidget.tsx";
import { DurationWidget } from "./DurationWidget.tsx";
import { EventFilterWidget } from "./EventFilterWidget.tsx";
import { HtmlWidget } from "./HtmlWidget.tsx";
import { KeyValueWidget } from "./KeyValueWidget.tsx";
import { LanguagesWidget } from "./LanguagesWidget.tsx";
import { LanguageTagWidget } from "./LanguageTagWidget.tsx";
import { MessagesWidget } from "./MessagesWidget.tsx";
import { NumbersWidget } from "./NumbersWidget.tsx";
import { SmsTextWidget } from "./SmsTextWidget.tsx";
import { TimeWidget } from "./TimeWidget.tsx";
import { TimeWindowsWidget } from "./TimeWindowsWidget.tsx";
import { TypedValueWidget } from "./TypedValueWidget.tsx";
import { BranchesWidget } from "./BranchesWidget.tsx";
import { WebhookBodyWidget } from "./WebhookBodyWidget.tsx";
import { WeekdaysWidget } from "./WeekdaysWidget.tsx";
import {
  EventTypeWidget,
  FactPathWidget,
  PromoPoolWidget,
  SegmentWidget,
  TemplateWidget,
  TimeZoneWidget,
  TopicWidget,
  VariableNameWidget,
  WorkflowWidget,
} from "./picker-widgets.tsx";
import { LiquidTextWidget, LiquidWidget } from "./LiquidInput.tsx";

/** Every widget that kinds of blocks name: one that is missing here breaks the pages' build. */
const widgets: Record<Widget, Input> = {
  condition: ConditionWidget,
  eventFilter: EventFilterWidget,
  eventType: EventTypeWidget,
  segment: SegmentWidget,
  topic: TopicWidget,
  promoPool: PromoPoolWidget,
  workflow: WorkflowWidget,
  template: TemplateWidget,
  liquid: LiquidWidget,
  liquidText: LiquidTextWidget,
  smsText: SmsTextWidget,
  html: HtmlWidget,
  mjml: HtmlWidget,
  timeZone: TimeZoneWidget,
  time: TimeWidget,
  dateTime: DateTimeWidget,
  duration: DurationWidget,
  weekdays: WeekdaysWidget,
  timeWindows: TimeWindowsWidget,
  variableName: VariableNameWidget,
  factPath: FactPathWidget,
  languageTag: LanguageTagWidget,
  keyValue: KeyValueWidget,
  attributes: AttributesWidget,
  languages: LanguagesWidget,
  webhookBody: WebhookBodyWidget,
  typedValue: TypedValueWidget,
  numbers: NumbersWidget,
  ways: BranchesWidget,
  messages: MessagesWidget,
  group: ObjectInput,
};

/** The input for a widget; undefined for one that is not known here: a server may be newer. */
export function widgetOf(name: string | undefined): Input | undefined {
  return name !== undefined && Object.hasOwn(widgets, name) ? widgets[name as Widget] : undefined;
}
