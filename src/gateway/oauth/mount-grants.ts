import type { MountRoutes } from "../gateway-context";

export const mountGrants: MountRoutes = () => undefined;
