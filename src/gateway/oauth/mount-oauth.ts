import type { MountRoutes } from "../gateway-context";

export const mountOAuth: MountRoutes = () => undefined;
