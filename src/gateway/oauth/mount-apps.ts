import type { MountRoutes } from "../gateway-context";

export const mountApps: MountRoutes = () => undefined;
