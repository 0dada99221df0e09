import { Button, Text } from "@fluentui/react-components";
import { type ComponentType, type JSX, useEffect } from "react";

import { AppError } from "../src/base/app-error";
import { ErrorBar } from "./components/ErrorBar";
import { PageFrame } from "./components/PageFrame";
import { useLayout } from "./layout";
import { createTask } from "./task";
import { useStore } from "./use-store";

/** A page whose code is loaded when it is first wanted, so that the pane shows sooner. */
export type LatePage = {
  readonly Page: () => JSX.Element;
  /** Loads the code beforehand; a failure is shown by the page, which then tries again. */
  readonly load: () => Promise<void>;
};

/** Makes a {@link LatePage}. */
export function createLatePage(importPage: () => Promise<ComponentType>): LatePage {
  const loading = createTask<void, ComponentType>(async () => {
    try {
      return await importPage();
    } catch (cause) {
      throw new AppError("INTERNAL", "This page could not be loaded.", {
        hint: "Check that this computer reaches the internet, or close this pane and open it again.",
        cause,
      });
    }
  });

  async function load(): Promise<void> {
    if (loading.state.get().kind !== "done") await loading.start();
  }

  function Page(): JSX.Element {
    const layout = useLayout();
    const state = useStore(loading.state);
    useEffect(() => void load(), []);
    if (state.kind === "done") return <state.value />;
    return (
      <PageFrame>
        {state.kind === "failed" ? (
          <>
            <ErrorBar error={state.error} />
            <Button onClick={() => void load()}>Try again</Button>
          </>
        ) : (
          <Text role="status" className={layout.muted}>
            Loading…
          </Text>
        )}
      </PageFrame>
    );
  }

  return { Page, load };
}
