/** What time it is in the tests of the pane: noon of a Sunday in UTC. */
export const fixedNow = Date.UTC(2025, 5, 15, 12);
