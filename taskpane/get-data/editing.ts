import type { QueryDefinition } from "../../src/app/app-api";
import { createStore, type Store } from "../../src/base/store";
import type { Table } from "../../src/table/table";
import type { Page } from "../pane-model";
import { choicesOf, type GetDataState } from "./get-data-state";

/** The query that the page *Get data* changes, and what was chosen there before. */
export type Edited = Pick<QueryDefinition, "id" | "name" | "connection"> & { readonly before: GetDataState };

/** Lets the page for new queries change one that the workbook has. */
export type Editing = {
  /** `null`: the page makes a new query. */
  readonly query: Store<Edited | null>;
  /** Fills the page in. What was chosen there before comes back at the end. */
  readonly begin: (definition: QueryDefinition) => void;
  /** Leaves the query as it is now. */
  readonly end: () => void;
};

type EditingNeeds = {
  readonly choices: Store<GetDataState>;
  readonly tables: () => readonly Table[];
  readonly page: Store<Page>;
};

/** Makes an {@link Editing}; nothing is edited yet. */
export function createEditing({ choices, tables, page }: EditingNeeds): Editing {
  const query = createStore<Edited | null>(null);
  return {
    query,
    begin(definition) {
      const { id, name, connection } = definition;
      query.set({ id, name, connection, before: query.get()?.before ?? choices.get() });
      choices.set(choicesOf(definition, tables()));
      page.set("getData");
    },
    end() {
      const edited = query.get();
      if (edited === null) return;
      query.set(null);
      choices.set(edited.before);
      if (page.get() === "getData") page.set("queries");
    },
  };
}
