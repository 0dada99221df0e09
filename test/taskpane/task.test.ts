import { describe, expect, test } from "@jest/globals";

import { AppError } from "../../src/base/app-error";
import { createTask, type TaskContext } from "../../taskpane/task";

/** A task whose work the test ends. */
function opened() {
  const contexts: TaskContext[] = [];
  let end: (value: string) => void = () => undefined;
  const task = createTask<string, string>((_, context) => {
    contexts.push(context);
    return new Promise((resolve, reject) => {
      end = resolve;
      context.signal.addEventListener("abort", () => reject(new AppError("CANCELLED", "Cancelled.")));
    });
  });
  return { task, contexts, end: (value: string) => end(value) };
}

describe("task", () => {
  test("goes from idle over running with progress to done", async () => {
    const { task, contexts, end } = opened();
    expect(task.state.get()).toEqual({ kind: "idle" });
    const ended = task.start("a");
    contexts[0]?.onProgress({ rowsRead: 5, requests: 1, expected: null });
    expect(task.state.get()).toEqual({ kind: "running", progress: { rowsRead: 5, requests: 1, expected: null } });
    end("value");
    await ended;
    expect(task.state.get()).toEqual({ kind: "done", value: "value" });
  });

  test("starting twice runs once", () => {
    const { task, contexts } = opened();
    void task.start("a");
    void task.start("b");
    expect(contexts).toHaveLength(1);
  });

  test("a failure is kept as an AppError and never thrown", async () => {
    const task = createTask<void, void>(() => Promise.reject(new TypeError("secret detail")));
    await task.start();
    const state = task.state.get();
    expect(state.kind === "failed" && state.error.code).toBe("INTERNAL");
  });

  test("cancel ends it as cancelled, and it can start again", async () => {
    const { task, contexts } = opened();
    const ended = task.start("a");
    task.cancel();
    await ended;
    const state = task.state.get();
    expect(state.kind === "failed" && state.error.code).toBe("CANCELLED");
    void task.start("b");
    expect(contexts).toHaveLength(2);
  });

  test("after reset a late outcome of the work before changes nothing", async () => {
    const { task, end } = opened();
    const ended = task.start("a");
    task.reset();
    end("late");
    await ended;
    expect(task.state.get()).toEqual({ kind: "idle" });
  });
});
