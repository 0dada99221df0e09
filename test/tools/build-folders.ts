import { join } from "node:path";

/** Where the builds for development and tests are, absolute. */
export type BuildFolders = {
  /** The add-in: webpack's output. */
  readonly addIn: string;
  /** The workbench page. */
  readonly workbench: string;
  /** The unmodified office.js of npm. */
  readonly officeJs: string;
};

export function buildFolders(projectRoot: string): BuildFolders {
  return {
    addIn: join(projectRoot, "dist/localhost"),
    workbench: join(projectRoot, "dist/workbench"),
    officeJs: join(projectRoot, "node_modules/@microsoft/office-js/dist"),
  };
}
