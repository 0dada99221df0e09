import { currencyExponent } from "../../catalog/currency";

/** Digits that Excel keeps of a number. https://support.microsoft.com/office/excel-specifications-and-limits */
const digitsOfExcel = 15;

/**
 * Minor units of an amount, or `null` when it is none. Major units are turned back by their decimals, which is exact up to 2^51,
 * some two million billion, minor units: what both roundings leave out is then less than half a minor unit.
 */
export function toMinor(value: unknown, exponent: number): bigint | null {
  if (typeof value !== "number") return null;
  const minor = value * 10 ** exponent;
  if (exponent === 0) return Number.isSafeInteger(minor) ? BigInt(minor) : null;
  return Math.abs(minor) <= 2 ** 51 ? BigInt(Math.round(minor)) : null;
}

/** The exact decimal of an amount in minor units: `-12.50`. */
export function decimalText(minor: bigint, exponent: number): string {
  const digits = String(minor < 0n ? -minor : minor).padStart(exponent + 1, "0");
  const sign = minor < 0n ? "-" : "";
  const whole = digits.slice(0, digits.length - exponent);
  return exponent === 0 ? sign + whole : `${sign}${whole}.${digits.slice(-exponent)}`;
}

/** The exact decimal of an amount in minor units of a currency. */
export const moneyText = (minor: bigint, currency: string): string => decimalText(minor, currencyExponent(currency));

/** An amount in major units as a cell shows it exactly: a number, or its text where Excel would round the number. */
export function exactCell(minor: bigint, exponent: number): number | string {
  const text = decimalText(minor, exponent);
  const digits = text.replace(/\D/g, "").replace(/^0+/, "").length;
  return digits <= digitsOfExcel ? Number(text) : text;
}
