import { useEffect, useMemo } from "react";

import type { Watched } from "../../src/app/app-api";
import type { ReadCount } from "../../src/app/app-api";
import { ReadsNote } from "../components/ReadsNote";
import { usePane } from "../pane-context";
import { createTask } from "../task";
import { useStore } from "../use-store";

/** How much of Stripe's allowance the account of a connection has used; nothing for one that cannot be opened now. */
export function AccountReads({ connection }: { readonly connection: string }) {
  const { app } = usePane();
  const asking = useMemo(
    () => createTask<void, Watched<ReadCount> | null>((_, { signal }) => app.readsOf(connection, signal)),
    [app, connection],
  );
  const asked = useStore(asking.state);
  useEffect(() => {
    void asking.start();
    return asking.reset;
  }, [asking]);
  return asked.kind === "done" && asked.value ? <LiveReads reads={asked.value} /> : null;
}

function LiveReads({ reads }: { readonly reads: Watched<ReadCount> }) {
  return <ReadsNote reads={useStore(reads)} />;
}
