/** Jest reporter: ends the output with one plain line of counts, for readers that know no jest. */
class ClosingLine {
  onRunComplete(_contexts, results) {
    const skipped = results.numPendingTests > 0 ? `, ${results.numPendingTests} skipped` : "";
    this.line = `${results.numPassedTests} passed, ${results.numFailedTests} failed${skipped}`;
    process.on("exit", () => process.stdout.write(`${this.line}\n`));
  }
}

module.exports = ClosingLine;
