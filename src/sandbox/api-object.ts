/** An object as the API shows it. Objects are never changed in place once the company stands; a change puts a new one. */
export type ApiObject = { readonly id: string; readonly object: string; readonly [field: string]: unknown };

/** Facts about an object that lists filter by but the API does not show, such as the payout of a balance transaction. */
export type HiddenFields = Readonly<Record<string, string>>;
