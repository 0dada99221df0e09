/** Days between Excel's day 0 and 1970-01-01; right for dates from 1900-03-01 on, which is all that we use. */
const epochDay = 25_569;
const dayMs = 86_400_000;

/** Excel's serial number of an instant read as UTC. */
export function serialOfUtc(ms: number): number {
  return ms / dayMs + epochDay;
}

/** The UTC date that shows the same calendar time as the serial number, to the second. */
export function utcOfSerial(serial: number): Date {
  return new Date(Math.round(((serial - epochDay) * dayMs) / 1000) * 1000);
}
