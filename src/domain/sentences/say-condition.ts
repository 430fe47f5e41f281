import { conditionSentences } from "./condition-sentences.ts";
import { writerOf } from "./writer.ts";

export const sayCondition = writerOf(conditionSentences);
