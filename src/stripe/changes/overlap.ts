/**
 * Seconds that are read again each time. Objects and events can be listed some minutes after the moment that they carry:
 * ten minutes is what others found to be enough.
 */
export const overlapSeconds = 600;
