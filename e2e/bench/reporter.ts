import type { Reporter, TestCase, TestError, TestResult } from '@playwright/test/reporter';

/** Shows what the measurements print as it comes, and what went wrong; nothing else. */
export default class BenchReporter implements Reporter {
  onStdOut(chunk: string | Buffer): void {
    process.stdout.write(chunk);
  }

  onTestEnd(_test: TestCase, { errors }: TestResult): void {
    for (const error of errors) this.onError(error);
  }

  onError({ message, value }: TestError): void {
    console.error(message ?? value);
  }

  printsToStdio(): boolean {
    return true;
  }
}
