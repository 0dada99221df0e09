import { AppError } from "../base/app-error";

/** A setting that cannot be used as it is: what is wrong, and what to write instead. */
export const badSetting = (sentence: string, hint: string): AppError => new AppError("BAD_SETTING", sentence, { hint });
