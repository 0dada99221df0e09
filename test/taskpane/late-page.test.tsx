/** @jest-environment jsdom */
import { afterEach, describe, expect, test } from "@jest/globals";
import { cleanup, fireEvent, render, screen } from "@testing-library/react";

import { createLatePage } from "../../taskpane/late-page";

afterEach(cleanup);

const Content = () => <p>the page</p>;

describe("a page whose code comes later", () => {
  test("says that it is loading, then shows itself", async () => {
    Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: false });
    const { Page } = createLatePage(() => Promise.resolve(Content));
    render(<Page />);
    await screen.findByText("Loading…");
    await screen.findByText("the page");
  });

  test("that was loaded before shows itself at once", async () => {
    const { Page, load } = createLatePage(() => Promise.resolve(Content));
    await load();
    render(<Page />);
    expect(screen.getByText("the page")).toBeTruthy();
  });

  test("that cannot be loaded says so, and can be tried again", async () => {
    const attempts = [Promise.reject(new TypeError("Failed to fetch")), Promise.resolve(Content)];
    const { Page } = createLatePage(() => attempts.shift() ?? Promise.resolve(Content));
    render(<Page />);
    await screen.findByText("This page could not be loaded.");
    fireEvent.click(screen.getByRole("button", { name: "Try again" }));
    await screen.findByText("the page");
  });
});
