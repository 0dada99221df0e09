/** Times of the company are Unix seconds, UTC. */
export const hour = 3_600;
export const day = 86_400;

/** The same time of day `months` later; a day that the month does not have becomes its last one, as in Stripe's billing. */
export function addMonths(time: number, months: number): number {
  const date = new Date(time * 1_000);
  const first = Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months, 1);
  const target = new Date(first);
  const lastDay = new Date(Date.UTC(target.getUTCFullYear(), target.getUTCMonth() + 1, 0)).getUTCDate();
  const dayOfMonth = Math.min(date.getUTCDate(), lastDay);
  const timeOfDay = (((time % day) + day) % day) * 1_000;
  return (first + (dayOfMonth - 1) * day * 1_000 + timeOfDay) / 1_000;
}

/** Midnight at or before. */
export const midnight = (time: number): number => Math.floor(time / day) * day;
