/** Whether a host name, as `URL.hostname` writes it, always means this computer. */
export function isLoopbackName(hostname: string): boolean {
  return hostname === "localhost" || hostname === "[::1]" || hostname === "::1" || /^127(?:\.\d{1,3}){3}$/.test(hostname);
}

/** Whether a connection comes from this computer; IPv4 addresses also come as `::ffff:127.0.0.1`. */
export const isLoopbackAddress = (address: string): boolean => isLoopbackName(address.replace(/^::ffff:/i, ""));
